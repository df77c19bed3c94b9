/**
 * Transactions in which one organization's rows are all there is to see.
 * What runs in them needs no {@code where} to keep organizations apart, and cannot forget one.
 */
@NullMarked
package io.tidegate.db.scope;

import org.jspecify.annotations.NullMarked;
