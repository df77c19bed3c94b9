/**
 * What is asked of a provider, as a declaration says it: texts with places for what differs from one request to the
 * next, bodies, and where a cursor or a size goes. Nothing here talks to anyone.
 */
@NullMarked
package io.tidegate.provider.request;

import org.jspecify.annotations.NullMarked;
