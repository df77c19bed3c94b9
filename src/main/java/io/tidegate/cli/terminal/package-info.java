/**
 * What a command shows and asks: tables that fit the terminal, times in words, JSON, questions without echo.
 * Results go to standard output and everything else to standard error, so that output can be piped.
 */
@NullMarked
package io.tidegate.cli.terminal;

import org.jspecify.annotations.NullMarked;
