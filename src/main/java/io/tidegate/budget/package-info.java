/**
 * Rate limits as budgets: what a response says is left, and the permit every request takes before it is sent.
 * PostgreSQL holds the figures, so that all workers and nodes share them.
 */
@NullMarked
package io.tidegate.budget;

import org.jspecify.annotations.NullMarked;
