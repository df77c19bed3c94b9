/**
 * Federations' connectors and the organizations connected to them: when they run, one organization after another, and
 * what came of it.
 * A connected organization is a dock; what a run is to do next is derived from tables alone.
 */
@NullMarked
package io.tidegate.federation.connector;

import org.jspecify.annotations.NullMarked;
