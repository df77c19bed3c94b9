/**
 * What Prometheus is told: counters that the flow turns as it goes, and figures that are read from the database when
 * somebody looks. No label holds what a provider or a caller sent, so that nobody outside can make new series.
 */
@NullMarked
package io.tidegate.meter;

import org.jspecify.annotations.NullMarked;
