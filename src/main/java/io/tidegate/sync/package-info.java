/**
 * The steps of the flow, nothing else: each bean unpacks the exchange, asks a plain object, and sets what the next
 * step needs. Routes name these beans; the order of the flow stands in the YAML.
 */
@NullMarked
package io.tidegate.sync;

import org.jspecify.annotations.NullMarked;
