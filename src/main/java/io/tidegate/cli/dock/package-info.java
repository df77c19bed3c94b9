/**
 * Commands that change docks: add, set, sync, pause, resume, confirm, remove.
 * Each writes one statement that the running Tidegate picks up; none talks to it.
 */
@NullMarked
package io.tidegate.cli.dock;

import org.jspecify.annotations.NullMarked;
