/**
 * The made-up cloud behind the simulator: what its records look like and how they change as time passes. Everything
 * follows from a seed and the instants it is asked at; nothing here knows HTTP.
 */
@NullMarked
package io.tidegate.simulator.cloud;

import org.jspecify.annotations.NullMarked;
