/**
 * Docks, queue and budgets as JMX shows them, in the domain {@code io.tidegate}: attributes are a picture some seconds old,
 * operations go the way of the API and stand in the audit log as those of {@code jmx}. No name, attribute or answer holds a
 * secret.
 */
@NullMarked
package io.tidegate.mbean;

import org.jspecify.annotations.NullMarked;
