/**
 * What is known of a provider: its facts, its resource types, how its lists are paged, and what its answers can mean.
 * Everything here comes from a YAML declaration; nothing here talks to anyone.
 */
@NullMarked
package io.tidegate.provider;

import org.jspecify.annotations.NullMarked;
