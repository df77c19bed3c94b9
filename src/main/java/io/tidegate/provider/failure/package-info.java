/**
 * What a call to a provider can come to when it is no success. The routes tell the cases apart by these classes.
 */
@NullMarked
package io.tidegate.provider.failure;

import org.jspecify.annotations.NullMarked;
