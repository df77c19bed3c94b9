/**
 * What the overview shows, read from the stores and put into words: plain values that a template prints. Knows neither
 * HTTP nor HTML.
 */
@NullMarked
package io.tidegate.console.overview;

import org.jspecify.annotations.NullMarked;
