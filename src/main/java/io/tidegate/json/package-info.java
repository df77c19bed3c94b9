/**
 * Documents, whatever they mean: places in them, their canonical form, what differs between two, jq programs over them,
 * and the formats they come in.
 */
@NullMarked
package io.tidegate.json;

import org.jspecify.annotations.NullMarked;
