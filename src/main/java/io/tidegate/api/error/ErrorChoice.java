package io.tidegate.api.error;

import io.tidegate.api.Problem;
import io.tidegate.monitor.ErrorStore.Filter;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which open errors are decided about: those for which all of this holds. Something must be said, so that nobody decides
 * about everything by mistake.
 *
 * @param group only of this cause: a key of /errors/groups
 * @param dock only this dock's
 * @param provider only of this provider's docks
 * @param resourceType only of this resource type
 * @param errorType only of this kind, such as HTTP_500
 */
public record ErrorChoice(
        @Nullable String group,
        @Nullable Long dock,
        @Nullable String provider,
        @Nullable String resourceType,
        @Nullable String errorType) {
    private static final int LONGEST = 200;

    public ErrorChoice {
        check("group", group);
        check("provider", provider);
        check("resourceType", resourceType);
        check("errorType", errorType);
        if (Stream.of(group, dock, provider, resourceType, errorType).allMatch(each -> each == null)) {
            throw Problem.invalid("/", "say which: group, dock, provider, resourceType or errorType");
        }
    }

    private static void check(String name, @Nullable String word) {
        if (word != null && (word.length() > LONGEST || word.codePoints().anyMatch(Character::isISOControl))) {
            throw Problem.invalid("/" + name, "must be a word of at most " + LONGEST + " characters");
        }
    }

    Filter filter() {
        return new Filter(dock, provider, resourceType, errorType, group, false, null, null);
    }

    /** As the log names it. */
    String words() {
        StringBuilder words = new StringBuilder();
        add(words, "group", group);
        add(words, "dock", dock);
        add(words, "provider", provider);
        add(words, "type", resourceType);
        add(words, "kind", errorType);
        return words.toString();
    }

    private static void add(StringBuilder words, String name, @Nullable Object value) {
        if (value != null) {
            words.append(words.isEmpty() ? "" : ", ").append(name).append(' ').append(value);
        }
    }
}
