/**
 * Parts of long lists, as stores read them and command line and dashboard show them.
 * Always by key: a page by number would count rows, and shift while it is read.
 */
@NullMarked
package io.tidegate.page;

import org.jspecify.annotations.NullMarked;
