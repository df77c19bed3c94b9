/**
 * Addresses of machines and networks as settings and headers write them.
 * No name is ever looked up here.
 */
@NullMarked
package io.tidegate.config.address;

import org.jspecify.annotations.NullMarked;
