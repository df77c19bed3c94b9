/**
 * The commands {@code routes} and {@code route …}: what runs in a server, from which files, and starting and stopping it.
 * Routes run in the process of {@code ./tidegate run}, so these ask one by {@code --server}.
 */
@NullMarked
package io.tidegate.cli.route;

import org.jspecify.annotations.NullMarked;
