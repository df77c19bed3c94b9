package io.tidegate.console.overview;

import io.tidegate.access.Permission;
import io.tidegate.api.Problem;
import io.tidegate.api.run.DockRuns;
import io.tidegate.api.run.LatestReads;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Tone;
import io.tidegate.dock.DockHealth.Word;
import io.tidegate.page.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The docks that stand on the page: with thousands of them all would be no overview.
 *
 * @param matching how many there are of those that are wanted
 * @param records that all of them have together
 * @param chips words to choose by
 * @param providers their names for people, by the name they are chosen by
 * @param lines those on this page
 * @param next where the next page begins; null on the last one
 * @param strips how their last runs went, by dock; empty where that is not known, or not for who looks
 */
public record DockList(
        DockChoice choice,
        int matching,
        long records,
        List<Chip> chips,
        Map<String, String> providers,
        List<DockLine> lines,
        @Nullable String next,
        Map<Long, Strip> strips) {
    private static final int PAGE = LatestReads.MOST_DOCKS;

    /**
     * A word with how many docks are so.
     *
     * @param word as addresses name it; empty for all
     */
    public record Chip(String word, String text, int count, Tone tone) {}

    public DockList {
        chips = List.copyOf(chips);
        lines = List.copyOf(lines);
        strips = Map.copyOf(strips);
    }

    /**
     * Those of all docks that are wanted.
     *
     * @param live whether the rest can be asked for, too
     */
    static DockList of(List<DockLine> all, Look look, boolean live) {
        DockChoice choice = DockChoice.of(look);
        List<DockLine> about = all.stream().filter(choice::isAbout).toList();
        List<DockLine> matching = about.stream()
                .filter(choice::isSo)
                .sorted(Comparator.comparing(choice.order()::place, choice.places()))
                .toList();
        DockOrder.Place after = choice.after();
        List<DockLine> rows = matching.stream()
                .filter(line ->
                        after == null || choice.places().compare(choice.order().place(line), after) > 0)
                .limit(PAGE + 1L)
                .toList();
        Page<DockLine> page =
                Page.of(rows, PAGE, line -> choice.order().place(line).toString());
        return new DockList(
                choice,
                matching.size(),
                matching.stream().mapToLong(DockLine::records).sum(),
                chips(about),
                providers(all),
                page.items(),
                page.next(),
                live && look.may(Permission.OPERATIONS_READ) ? strips(look, page.items()) : Map.of());
    }

    private static List<Chip> chips(List<DockLine> docks) {
        List<Chip> chips = new ArrayList<>();
        chips.add(new Chip("", "All", docks.size(), Tone.IDLE));
        int needing = (int) docks.stream().filter(DockLine::needsYou).count();
        if (needing > 0) {
            chips.add(new Chip(DockChoice.NEEDS_YOU, "Needs you", needing, Tone.BAD));
        }
        int behind = (int) docks.stream().filter(DockLine::isBehind).count();
        if (behind > 0) {
            chips.add(new Chip(DockChoice.BEHIND, "Behind", behind, Tone.WARN));
        }
        for (Word word : Word.values()) {
            List<DockLine> so =
                    docks.stream().filter(line -> line.health().word() == word).toList();
            so.stream()
                    .map(DockLine::tone)
                    .max(Comparator.naturalOrder())
                    .ifPresent(worst -> chips.add(new Chip(DockChoice.slug(word), word.text(), so.size(), worst)));
        }
        return chips;
    }

    private static Map<String, String> providers(List<DockLine> docks) {
        Map<String, String> names = new TreeMap<>();
        docks.forEach(line -> names.put(line.dock().provider(), line.provider()));
        return names;
    }

    private static Map<Long, Strip> strips(Look look, List<DockLine> lines) {
        if (lines.isEmpty()) {
            return Map.of();
        }
        String docks =
                lines.stream().map(line -> Long.toString(line.dock().id())).collect(Collectors.joining(","));
        Map<Long, Strip> strips = new HashMap<>();
        try {
            look.page(DockRuns.class, "/events/latest", Map.of("docks", docks, "runs", Strip.MOST))
                    .items()
                    .forEach(each -> strips.put(each.dockId(), Strip.of(each)));
        } catch (Problem e) {
            // the rest of the page was read before and can be shown
            if (e.kind() != Problem.Kind.UNAVAILABLE) {
                throw e;
            }
        }
        return strips;
    }

    /** How the last runs of a dock went. */
    public Strip strip(DockLine line) {
        return strips.getOrDefault(line.dock().id(), Strip.NONE);
    }
}
