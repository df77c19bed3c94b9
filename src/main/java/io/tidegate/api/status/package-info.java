/**
 * How the organization's docks are, at a glance and one by one.
 * Judged here alike for REST and for the command line.
 */
@NullMarked
package io.tidegate.api.status;

import org.jspecify.annotations.NullMarked;
