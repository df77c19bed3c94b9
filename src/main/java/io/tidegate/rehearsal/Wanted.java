package io.tidegate.rehearsal;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted.
 *
 * @param types all when there are none; their parents are asked for as well, unless {@code parent} says whose list
 * @param since a token, or a time in RFC 3339, that an earlier listing left; null asks for everything
 * @param cursor of the page; null for the first
 * @param parent the id of the record whose list is meant; null: the first that is listed
 */
public record Wanted(
        Set<String> types,
        @Nullable String since,
        @Nullable String cursor,
        @Nullable String parent) {
    public static final Wanted ALL = new Wanted(Set.of(), null, null, null);
}
