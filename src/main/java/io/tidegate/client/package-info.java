/**
 * The device library: a local database that is read and written offline, and an engine that exchanges its changes with a
 * backend. It needs the protocol, SQLite and a JSON library, and nothing else of Tidegate.
 */
@NullMarked
package io.tidegate.client;

import org.jspecify.annotations.NullMarked;
