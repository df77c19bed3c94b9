/**
 * Commands about what providers send by themselves. They show where it is to be sent, and what came of it.
 */
@NullMarked
package io.tidegate.cli.hook;

import org.jspecify.annotations.NullMarked;
