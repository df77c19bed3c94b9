/**
 * Seals the credentials of docks by envelope encryption: a data key for each secret, wrapped by the master key, both
 * bound to organization and dock. What it hands out in clear goes to the one step that calls the provider.
 */
@NullMarked
package io.tidegate.vault;

import org.jspecify.annotations.NullMarked;
