package io.tidegate.console.overview;

import io.tidegate.api.Problem;
import io.tidegate.console.page.Look;
import io.tidegate.dock.DockHealth.Word;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which docks are wanted, and in what order; null where it does not matter.
 *
 * @param health a word of theirs such as {@code late}, {@link #NEEDS_YOU} or {@link #BEHIND}
 * @param q a part of their name, or their number
 * @param reversed whether the order is turned round
 * @param after where the page before ended
 */
public record DockChoice(
        @Nullable String health,
        @Nullable String provider,
        @Nullable String q,
        DockOrder order,
        boolean reversed,
        DockOrder.@Nullable Place after) {
    /** Docks that wait for a person, whatever their word. */
    public static final String NEEDS_YOU = "needs-you";

    /** Docks that are not as they should be, and mend by themselves. */
    public static final String BEHIND = "behind";

    private static final String TURNED = "-";

    /** @throws Problem when a filter could not be any */
    static DockChoice of(Look look) {
        String health = look.query("health");
        if (health != null
                && !health.equals(NEEDS_YOU)
                && !health.equals(BEHIND)
                && Arrays.stream(Word.values()).noneMatch(word -> slug(word).equals(health))) {
            throw Problem.invalid("health", "is no word for how docks are, such as " + slug(Word.LATE));
        }
        String sort = look.query("sort");
        boolean reversed = sort != null && sort.startsWith(TURNED);
        return new DockChoice(
                health,
                look.query("provider"),
                look.query("q"),
                DockOrder.of(sort == null || !reversed ? sort : sort.substring(TURNED.length())),
                reversed,
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

    /** In what order places stand. */
    Comparator<DockOrder.Place> places() {
        return reversed ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    /** How a column is sorted, as tables say it to those who do not see them; null when it is not the one. */
    public @Nullable String direction(DockOrder column) {
        return column == order ? column.direction(reversed) : null;
    }

    /** What sorts by a column, the other way round when that is so already; null where nothing has to be said for it. */
    public @Nullable String press(DockOrder column) {
        if (column == order && !reversed) {
            return TURNED + column.word();
        }
        return column == DockOrder.URGENCY ? null : column.word();
    }

    /** Whether any are left out by it. */
    public boolean isFiltered() {
        return health != null || provider != null || q != null;
    }
}
