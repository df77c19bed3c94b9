/**
 * Providers as the API shows them: where they are, their limits, their types.
 * Credentials belong to docks and are no part of it.
 */
@NullMarked
package io.tidegate.api.provider;

import org.jspecify.annotations.NullMarked;
