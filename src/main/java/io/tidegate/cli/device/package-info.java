/**
 * Commands for devices that sync: making them, giving them tokens, ending them, and seeing how far they are.
 * They ask the API, as all commands do.
 */
@NullMarked
package io.tidegate.cli.device;

import org.jspecify.annotations.NullMarked;
