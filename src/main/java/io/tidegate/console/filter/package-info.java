/**
 * Filters of lists, which stand in the link of a page. A form sends them, and chips take them away again.
 */
@NullMarked
package io.tidegate.console.filter;

import org.jspecify.annotations.NullMarked;
