/**
 * How a command asks for things: of the API in its own process, over the database that it can reach, or of a server by
 * REST. Both give the same answers, since both are answered by the same operations.
 */
@NullMarked
package io.tidegate.cli.link;

import org.jspecify.annotations.NullMarked;
