/**
 * Settings from application.properties, the environment and flags, later ones winning. Each key is declared once in
 * {@link io.tidegate.config.Keys} with its default, what it means and what is allowed; a wrong one stops the start.
 */
@NullMarked
package io.tidegate.config;

import org.jspecify.annotations.NullMarked;
