/**
 * What every command works with: settings, the database once it is needed, and the providers that files declare.
 * Nothing here starts Camel, so that a command answers at once.
 */
@NullMarked
package io.tidegate.cli.session;

import org.jspecify.annotations.NullMarked;
