/**
 * PostgreSQL: Tidegate's own server in the data folder or an external one, the pool of connections, and the migrations
 * that make the tables. Everything that can go wrong at a start ends in one message that says what to do.
 */
@NullMarked
package io.tidegate.db;

import org.jspecify.annotations.NullMarked;
