/**
 * Commands that change docks: add, set, sync, pause, resume, confirm, remove.
 * Each asks the API, in its own process or of a server; secrets come from files, variables or questions, never from the
 * command line.
 */
@NullMarked
package io.tidegate.cli.dock;

import org.jspecify.annotations.NullMarked;
