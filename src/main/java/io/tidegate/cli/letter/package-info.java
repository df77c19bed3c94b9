/**
 * The commands {@code dead-letter …}: what could not be done, and what is to become of it.
 * Each letter can be replayed, which queues its dock again, or discarded.
 */
@NullMarked
package io.tidegate.cli.letter;

import org.jspecify.annotations.NullMarked;
