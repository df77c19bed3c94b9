/**
 * Documents, whatever they mean: places in them, their canonical form, and what differs between two. Here are also the
 * formats they come in, and the conditions and jq programs that declarations apply to them.
 */
@NullMarked
package io.tidegate.json;

import org.jspecify.annotations.NullMarked;
