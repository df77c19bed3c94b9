/**
 * Commands about federations' connectors and the organizations connected to them.
 * They ask the API and show what it answers.
 */
@NullMarked
package io.tidegate.cli.connector;

import org.jspecify.annotations.NullMarked;
