/**
 * The SQLite file of a workspace: transactions, statements and rows. Only stores speak SQL to it.
 */
@NullMarked
package io.tidegate.client.file;

import org.jspecify.annotations.NullMarked;
