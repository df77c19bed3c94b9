package io.tidegate.console.dock;

import io.tidegate.api.status.FreshnessView;
import io.tidegate.api.status.ProgressView;
import io.tidegate.console.filter.Sorting.Column;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import io.tidegate.record.ResourceCountStore.TypeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A type of a dock: what is stored of it, how old that is, how far its lists are.
 *
 * @param state null of what was never listed
 * @param freshness null where it may not be told, or the dock is paused
 * @param progress null while nothing of it is under way
 */
public record TypeLine(
        long dock,
        String type,
        @Nullable TypeState state,
        @Nullable FreshnessView freshness,
        @Nullable ProgressView progress) {
    /** By which of its columns the table can be sorted; what is wrong is most of a state. */
    static final List<Column<TypeLine>> COLUMNS = List.of(
            Column.rising("type", Comparator.comparing(TypeLine::name)),
            Column.falling("records", Comparator.comparingLong(TypeLine::records)),
            Column.falling("state", Comparator.comparing(TypeLine::tone)),
            Column.rising(
                    "listed", Comparator.comparing(TypeLine::listedAt, Comparator.nullsFirst(Instant::compareTo))));

    private static final int MOST_ERROR_CHARACTERS = 200;

    static List<TypeLine> of(
            long dock, List<TypeState> states, List<FreshnessView> freshness, List<ProgressView> progress) {
        Map<String, TypeState> stored = by(states, TypeState::type);
        Map<String, FreshnessView> ages = by(freshness, FreshnessView::resourceType);
        Map<String, ProgressView> under = by(progress, ProgressView::resourceType);
        TreeSet<String> types = new TreeSet<>(stored.keySet());
        types.addAll(ages.keySet());
        return types.stream()
                .map(type -> new TypeLine(dock, type, stored.get(type), ages.get(type), under.get(type)))
                .toList();
    }

    private static <T> Map<String, T> by(List<T> all, Function<T, String> type) {
        return all.stream().collect(Collectors.toMap(type, Function.identity(), (one, other) -> one));
    }

    public String name() {
        return DockWords.plain(type);
    }

    public long records() {
        return state == null ? 0 : state.live();
    }

    /** Where its records are. */
    public Link link() {
        return Link.to("/docks/" + dock + "/records/" + type);
    }

    public @Nullable Instant listedAt() {
        return state == null ? null : state.listedAt();
    }

    public Tone tone() {
        if (state != null && state.failing() > 0) {
            return Tone.BAD;
        } else if (held() != null || (freshness != null && freshness.stale())) {
            return Tone.WARN;
        }
        return progress != null ? Tone.BUSY : listedAt() == null ? Tone.IDLE : Tone.GOOD;
    }

    /** Whether there is nothing to do about it. */
    public boolean well() {
        return tone() == Tone.GOOD || tone() == Tone.BUSY;
    }

    /** One word for it. */
    public String word() {
        if (state != null && state.failing() > 0) {
            return "Failing";
        } else if (freshness != null && freshness.stale()) {
            return "Late";
        } else if (progress != null) {
            return progress.first() ? "First listing" : "Being listed";
        } else if (held() != null) {
            return "Waits for you";
        }
        return listedAt() == null ? "Not listed yet" : "Complete";
    }

    /** How old it may be, where its declaration says so or it is older; else empty. */
    public String wanted() {
        if (freshness == null) {
            return "";
        }
        Long seconds = freshness.freshnessSeconds();
        if (seconds != null) {
            return "may be " + DockWords.span(seconds) + " old";
        }
        return freshness.stale() ? "wanted every " + DockWords.span(freshness.intervalSeconds()) : "";
    }

    /** "86 lists, one for each parent"; empty of a single list. */
    public String lists() {
        return state == null || state.lists() < 2 ? "" : Words.number(state.lists()) + " lists, one for each parent";
    }

    /** Where it stands: "1,400 of about 3,200 records, page 14". */
    public String position() {
        if (progress == null) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        Long expected = progress.expected();
        parts.add(
                expected == null
                        ? Words.number(progress.listed()) + " records so far"
                        : Words.number(progress.listed()) + " of about " + Words.number(expected) + " records");
        if (progress.lists() > 1) {
            parts.add(Words.number(progress.listsDone()) + " of " + Words.number(progress.lists()) + " lists");
        } else {
            parts.add("page " + Words.number(progress.pages()));
        }
        Double pace = progress.itemsPerSecond();
        if (pace != null && pace > 0) {
            parts.add(pace + " a second");
        }
        return String.join(", ", parts);
    }

    /** How long it will take: at the pace since it began, waits included; or why that cannot be told. */
    public String left() {
        if (progress == null) {
            return "";
        }
        Long seconds = progress.secondsLeft();
        if (seconds != null) {
            return seconds == 0 ? "nearly through" : "about " + DockWords.span(seconds) + " left";
        }
        return progress.first() ? "how many there are shows at the last page" : "";
    }

    /** Why it fails; empty when it does not. */
    public String error() {
        return state == null || state.failing() == 0
                ? ""
                : Words.shortened(
                        Objects.requireNonNullElse(state.error(), "its last list failed"), MOST_ERROR_CHARACTERS);
    }

    /** Why deletions are held back; null when none are. */
    public @Nullable String held() {
        return state == null || state.heldSince() == null
                ? null
                : Objects.requireNonNullElse(state.heldReason(), "more would be deleted than is usual");
    }
}
