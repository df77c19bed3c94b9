/** The program as its users have it: a process with settings, exit codes and signals. */
@NullMarked
package io.tidegate.program;

import org.jspecify.annotations.NullMarked;
