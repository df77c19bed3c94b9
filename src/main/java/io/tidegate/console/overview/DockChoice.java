package io.tidegate.console.overview;

import io.tidegate.api.Problem;
import io.tidegate.console.page.Look;
import io.tidegate.dock.DockHealth.Word;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which docks are wanted, and in what order; null where it does not matter.
 *
 * @param health a word of theirs such as {@code late}, {@link #NEEDS_YOU} or {@link #BEHIND}
 * @param q a part of their name, or their number
 * @param after where the page before ended
 */
public record DockChoice(
        @Nullable String health,
        @Nullable String provider,
        @Nullable String q,
        DockOrder order,
        DockOrder.@Nullable Place after) {
    /** Docks that wait for a person, whatever their word. */
    public static final String NEEDS_YOU = "needs-you";

    /** Docks that are not as they should be, and mend by themselves. */
    public static final String BEHIND = "behind";

    /** @throws Problem when a filter could not be any */
    static DockChoice of(Look look) {
        String health = look.query("health");
        if (health != null
                && !health.equals(NEEDS_YOU)
                && !health.equals(BEHIND)
                && Arrays.stream(Word.values()).noneMatch(word -> slug(word).equals(health))) {
            throw Problem.invalid("health", "is no word for how docks are, such as " + slug(Word.LATE));
        }
        return new DockChoice(
                health,
                look.query("provider"),
                look.query("q"),
                DockOrder.of(look.query("sort")),
                DockOrder.Place.of(look.link().get("after")));
    }

    /** A word as addresses name it, such as {@code on-time}. */
    public static String slug(Word word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a dock is of that provider and name. */
    boolean isAbout(DockLine line) {
        return (provider == null || provider.equals(line.dock().provider())) && (q == null || named(line, q));
    }

    private static boolean named(DockLine line, String wanted) {
        return line.dock().name().toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT))
                || Long.toString(line.dock().id()).equals(wanted);
    }

    /** Whether it is so. */
    boolean isSo(DockLine line) {
        return health == null
                || switch (health) {
                    case NEEDS_YOU -> line.needsYou();
                    case BEHIND -> line.isBehind();
                    default -> health.equals(slug(line.health().word()));
                };
    }

    /** Whether any are left out by it. */
    public boolean isFiltered() {
        return health != null || provider != null || q != null;
    }
}
