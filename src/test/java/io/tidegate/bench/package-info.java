/**
 * {@code make bench}: the program's speed and size beside a plain loop that does only what must be done. It prints one
 * table and writes {@code target/bench.json}; it is no test, since a shared machine has no fixed speed.
 */
@NullMarked
package io.tidegate.bench;

import org.jspecify.annotations.NullMarked;
