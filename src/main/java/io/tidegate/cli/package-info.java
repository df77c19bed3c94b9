/**
 * The command line: one root command, and below it a class for each command or group.
 * Starting Tidegate itself is left to a {@link io.tidegate.cli.Launcher}, so that commands load nothing of it.
 */
@NullMarked
package io.tidegate.cli;

import org.jspecify.annotations.NullMarked;
