/**
 * Organizations that are connected to federations, as operators connect them and as they see it themselves.
 * A connected organization is a dock, which goes with its connection.
 */
@NullMarked
package io.tidegate.api.connection;

import org.jspecify.annotations.NullMarked;
