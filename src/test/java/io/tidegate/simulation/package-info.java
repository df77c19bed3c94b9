/**
 * Devices, a backend and a network between them, played by one source of chance: the same seed is the same play, and what fails
 * once fails again. In the end all devices must hold what the log folds to.
 */
@NullMarked
package io.tidegate.simulation;

import org.jspecify.annotations.NullMarked;
