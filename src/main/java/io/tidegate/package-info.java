/**
 * Tidegate keeps what lives behind other people's APIs fresh in PostgreSQL. This package holds the program's entry
 * and the beans a route may name, in the order of the flow.
 */
@NullMarked
package io.tidegate;

import org.jspecify.annotations.NullMarked;
