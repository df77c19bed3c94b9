/**
 * Which of docks, errors, deliveries and lists are wanted, and how one run, all errors and the queue are told.
 * The same options choose what a command shows and what an export holds.
 */
@NullMarked
package io.tidegate.cli.state;

import org.jspecify.annotations.NullMarked;
