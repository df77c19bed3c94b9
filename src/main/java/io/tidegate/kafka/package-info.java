/**
 * What goes over Kafka where that is switched on: jobs announced to workers, and the stream of changes.
 * PostgreSQL stays the truth: an announcement is a hint, and what was streamed is noted after the brokers acknowledged it.
 */
@NullMarked
package io.tidegate.kafka;

import org.jspecify.annotations.NullMarked;
