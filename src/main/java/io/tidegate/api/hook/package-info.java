/**
 * Where a dock's provider sends its events to, as the API shows and makes it.
 * The address is what nobody else can guess, and shown only to who may change docks.
 */
@NullMarked
package io.tidegate.api.hook;

import org.jspecify.annotations.NullMarked;
