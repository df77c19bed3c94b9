/**
 * Commands of players and other records that are edited here as well as at their provider, of conflicts and of runs.
 * They print what REST answers, and send what it takes.
 */
@NullMarked
package io.tidegate.cli.local;

import org.jspecify.annotations.NullMarked;
