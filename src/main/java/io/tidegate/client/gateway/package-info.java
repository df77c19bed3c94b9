/**
 * Tidegate's endpoints as a backend, by HTTP. It listens by Server-Sent Events and falls back to long polls.
 */
@NullMarked
package io.tidegate.client.gateway;

import org.jspecify.annotations.NullMarked;
