/**
 * Finds out who somebody is: by e-mail and password, by an invitation, by a session, by a token.
 * Works as the login role, since nobody belongs to an organization before it is known who they are.
 */
@NullMarked
package io.tidegate.account.sign;

import org.jspecify.annotations.NullMarked;
