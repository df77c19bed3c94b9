/**
 * Who may do what: people, their roles in organizations, the tokens and sessions they come with, and the log of it.
 * Everything public goes through {@link io.tidegate.access.AccessControl}; what is not allowed by a role is refused.
 */
@NullMarked
package io.tidegate.access;

import org.jspecify.annotations.NullMarked;
