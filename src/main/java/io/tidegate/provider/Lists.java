package io.tidegate.provider;

import io.tidegate.config.Nearest;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.request.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which lists a type has: one; one for each record of its parents; or one for each of some words.
 *
 * @param parents the types whose records each have such a list; none at the top
 * @param each the words that each have one; none where there are parents
 * @param concurrency how many are listed at once
 * @param cap the most that one run lists, those first that were not listed for longest; 0: all
 */
public record Lists(List<String> parents, List<String> each, int concurrency, int cap) {
    public static final Lists ONE = new Lists(List.of(), List.of(), 1, 0);

    public static final int MOST_AT_ONCE = 16;

    /** A parent by its type and its id. */
    public record Parent(String type, String id) {}

    static Lists of(Declaration declared) {
        List<String> parents = declared.words("parent");
        List<String> each = declared.words("each");
        each.forEach(word -> declared.read("each", "", text -> Template.of(word)));
        int concurrency = declared.integer("concurrency", 1, 1, MOST_AT_ONCE);
        int cap = declared.integer("cap", 0, 0, 1_000_000);
        boolean one = parents.isEmpty() && each.isEmpty();
        if (!parents.isEmpty() && !each.isEmpty()) {
            throw declared.wrong("each", "stands alone: a list cannot have a parent as well");
        } else if (one && concurrency > 1) {
            throw declared.wrong("concurrency", "is for types with a parent or each: this one has a single list");
        } else if (one && cap > 0) {
            throw declared.wrong("cap", "is for types with a parent or each: this one has a single list");
        } else if (each.contains("-")) {
            throw declared.wrong("each", "'-' is no word");
        }
        return new Lists(parents, each, concurrency, cap);
    }

    /** Whether it is one list at the top. */
    public boolean isOne() {
        return parents.isEmpty() && each.isEmpty();
    }

    /** Stands before the id in the key of a list, where several types are parents; else nothing. */
    public String prefix(String parent) {
        return parents.size() > 1 ? parent + ":" : "";
    }

    /** Whose list it is, by the list's key; null when it is no parent's. */
    public @Nullable Parent parent(String key) {
        if (parents.isEmpty()) {
            return null;
        } else if (parents.size() == 1) {
            return new Parent(parents.get(0), key);
        }
        int colon = key.indexOf(':');
        return new Parent(key.substring(0, Math.max(0, colon)), key.substring(colon + 1));
    }

    /** The type nearest to a parent that is not there; for a message. */
    static String missing(String parent, Iterable<String> types) {
        String nearest = Nearest.to(parent, java.util.stream.StreamSupport.stream(types.spliterator(), false));
        return "'" + parent + "' is no type of this provider, or a circle"
                + (nearest == null || nearest.equals(parent) ? "" : "; did you mean " + nearest + "?");
    }
}
