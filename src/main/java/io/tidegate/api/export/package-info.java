/**
 * Lists of any length as files, a line for each item.
 * Read portion by portion, so that neither memory nor a transaction grows with them.
 */
@NullMarked
package io.tidegate.api.export;

import org.jspecify.annotations.NullMarked;
