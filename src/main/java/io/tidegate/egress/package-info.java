/**
 * Whom requests may reach. Who may write a dock's parameters may name a host, but not one inside the network that Tidegate
 * runs in: an address is looked up once, judged, and that very address is connected to.
 */
@NullMarked
package io.tidegate.egress;

import org.jspecify.annotations.NullMarked;
