/**
 * All operations of the API, put together.
 * Whoever answers requests, server or command line, begins here.
 */
@NullMarked
package io.tidegate.api.catalogue;

import org.jspecify.annotations.NullMarked;
