/**
 * What people look at and decide while Tidegate works: budgets, dead letters, deliveries.
 * A decision is made once and stands in the log.
 */
@NullMarked
package io.tidegate.api.operation;

import org.jspecify.annotations.NullMarked;
