/**
 * What is known of providers, and how their declarations are tried out before a dock depends on them. Nothing here writes
 * to the database.
 */
@NullMarked
package io.tidegate.cli.provider;

import org.jspecify.annotations.NullMarked;
