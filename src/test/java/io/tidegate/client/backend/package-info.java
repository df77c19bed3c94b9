/** A backend in memory, that can lose and repeat what is said to it. For tests of the device library and simulations. */
@NullMarked
package io.tidegate.client.backend;

import org.jspecify.annotations.NullMarked;
