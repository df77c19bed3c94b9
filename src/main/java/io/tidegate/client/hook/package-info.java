/**
 * What an application may listen to. Each stage of syncing tells what it did by a record of its own.
 */
@NullMarked
package io.tidegate.client.hook;

import org.jspecify.annotations.NullMarked;
