/**
 * How the device library reads and writes JSON. Whole numbers are longs and others keep all their digits, so that what was
 * read is written again as it was.
 */
@NullMarked
package io.tidegate.client.json;

import org.jspecify.annotations.NullMarked;
