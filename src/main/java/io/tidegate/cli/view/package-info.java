/**
 * Commands that only read: status, health, events, changes and their like.
 * Each has a table for people and, with {@code --json}, the same facts for programs.
 */
@NullMarked
package io.tidegate.cli.view;

import org.jspecify.annotations.NullMarked;
