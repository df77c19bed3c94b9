package io.tidegate.console.dock;

import io.tidegate.access.AuditStore;
import io.tidegate.access.Permission;
import io.tidegate.api.dock.DockView;
import io.tidegate.api.figure.TimelineView;
import io.tidegate.api.hook.HookStatus;
import io.tidegate.api.operation.BudgetHistory;
import io.tidegate.api.operation.BudgetView;
import io.tidegate.api.run.ErrorView;
import io.tidegate.api.run.EventView;
import io.tidegate.api.status.FreshnessView;
import io.tidegate.api.status.ProgressView;
import io.tidegate.console.filter.Sorting;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.View;
import io.tidegate.console.page.Words;
import io.tidegate.console.run.RunLine;
import io.tidegate.monitor.DeadLetterStore.Letter;
import io.tidegate.record.ResourceCountStore.TypeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One dock: how it is, what it may ask, what it stores, what ran, and who changed it.
 *
 * @param types what it stores, by type
 * @param sorting the order of these
 * @param work what it did; null where that is not shown to who looks
 * @param trail who changed it, newest first; null where that is not shown to who looks
 */
public record DockPage(
        DockView dock,
        HookStatus webhook,
        List<TypeLine> types,
        Sorting<TypeLine> sorting,
        @Nullable Work work,
        @Nullable List<Trail> trail)
        implements Model {
    /** Under {@code /docks/<number>}. */
    static final View VIEW = new View("/docks/:dock", Section.OVERVIEW, "dock/dock.jte", DockPage::read);

    private static final int RUNS = 60;
    private static final int HOURS = 48;
    private static final int FEW = 5;
    private static final int MOST_TYPES = 1_000;
    private static final int DEEDS = 8;
    private static final int USUAL_HOURS = 6;

    /** How many hours of its budget are shown. */
    private static final List<Integer> BUDGET_HOURS = List.of(1, 6, 24, 168);

    /**
     * What a dock did.
     *
     * @param budgets it stands under
     * @param hours of its budget that are shown
     * @param charts of these
     * @param runs the last ones, oldest first
     * @param timeline runs by hour
     */
    public record Work(
            List<BudgetView> budgets,
            int hours,
            List<BudgetChart> charts,
            List<RunLine> runs,
            List<HourBar> timeline,
            Troubles troubles) {
        /** How long the longest of the runs took. */
        public long longestMs() {
            return runs.stream()
                    .mapToLong(line ->
                            line.run().durationMs() == null ? 0 : line.run().durationMs())
                    .max()
                    .orElse(0);
        }

        /** "60 runs", "57 good", "2 partial" and "1 failed", each with where these are; empty before the first run. */
        public List<Sum> sums() {
            if (runs.isEmpty()) {
                return List.of();
            }
            EventView oldest = runs.get(0).run();
            Link all = Link.to("/runs").with("dock", oldest.dockId()).with("from", oldest.startedAt());
            return List.of(
                    new Sum(Words.count(runs.size(), "run"), all),
                    sum("good", "success", all),
                    sum("partial", "partial", all),
                    sum("failed", "failed", all));
        }

        private Sum sum(String word, String status, Link all) {
            long count = runs.stream()
                    .filter(line -> line.run().status().equals(status))
                    .count();
            return new Sum(Words.number(count) + " " + word, count == 0 ? null : all.with("status", status));
        }

        public int timelineWidth() {
            return timeline.size() * HourBar.PITCH;
        }
    }

    /**
     * How many there are of something.
     *
     * @param rows where they are; null of none
     */
    public record Sum(String text, @Nullable Link rows) {}

    /**
     * What is the matter with a dock, at most 6 of each.
     *
     * @param errors that are open
     * @param letters that wait for a decision
     */
    public record Troubles(List<ErrorView> errors, List<Letter> letters) {}

    private static DockPage read(Look look) {
        String path = "/docks/" + look.at("dock");
        DockView dock = look.get(DockView.class, path);
        boolean shown = look.may(Permission.OPERATIONS_READ);
        Map<String, ?> own = Map.of("dock", dock.id(), "limit", MOST_TYPES);
        List<TypeLine> types = TypeLine.of(
                dock.id(),
                look.page(TypeState.class, path + "/types", Map.of()).items(),
                shown ? look.page(FreshnessView.class, "/freshness", own).items() : List.of(),
                look.page(ProgressView.class, path + "/progress", Map.of()).items());
        Sorting<TypeLine> sorting = Sorting.of(look, TypeLine.COLUMNS);
        return new DockPage(
                dock,
                look.get(HookStatus.class, path + "/webhook"),
                sorting.sorted(types),
                sorting,
                shown ? work(look, dock.id()) : null,
                look.may(Permission.AUDIT_READ) ? trail(look, dock.id()) : null);
    }

    private static Work work(Look look, long dock) {
        Map<String, ?> own = Map.of("dock", dock);
        int hours = hours(look);
        List<BudgetView> budgets = look.page(BudgetView.class, "/budget", own).items();
        List<RunLine> runs = new ArrayList<>(
                look.page(EventView.class, "/events", Map.of("dock", dock, "limit", RUNS)).items().stream()
                        .map(RunLine::new)
                        .toList());
        Collections.reverse(runs);
        return new Work(
                budgets,
                hours,
                BudgetChart.of(
                        look.get(BudgetHistory.class, "/docks/" + dock + "/budget/history", Map.of("hours", hours)),
                        budgets),
                runs,
                HourBar.of(dock, look.get(TimelineView.class, "/timeline", Map.of("dock", dock, "hours", HOURS))),
                new Troubles(
                        look.page(ErrorView.class, "/errors", Map.of("dock", dock, "limit", FEW + 1))
                                .items(),
                        look.page(Letter.class, "/dead-letters", Map.of("dock", dock, "limit", FEW + 1))
                                .items()));
    }

    private static List<Trail> trail(Look look, long dock) {
        Map<String, ?> changes =
                Map.of("target", "docks/" + dock, "result", "done", "without", Trail.SYNC, "limit", DEEDS);
        return look.page(AuditStore.Entry.class, "/audit", changes).items().stream()
                .map(Trail::new)
                .toList();
    }

    private static int hours(Look look) {
        String asked = look.query("hours");
        return BUDGET_HOURS.stream()
                .filter(hours -> hours.toString().equals(asked))
                .findFirst()
                .orElse(USUAL_HOURS);
    }

    @Override
    public String title() {
        return dock.name();
    }

    public Tone tone() {
        return DockWords.tone(dock);
    }

    public String word() {
        return DockWords.word(dock).text();
    }

    public String plan() {
        return DockWords.plan(dock);
    }

    /** Why it is as it is; empty when all is well, for then the word says it. */
    public String reason() {
        boolean well = dock.health().word().equals("on_time") && dock.slowedReason() == null;
        return well ? "" : dock.health().reason();
    }

    /** When it is synced next; null while that waits for a person, or it runs. */
    public @Nullable Instant next() {
        return dock.enabled() && dock.stoppedAt() == null && !dock.health().running() ? dock.nextSyncAt() : null;
    }

    public long records() {
        return types.stream().mapToLong(TypeLine::records).sum();
    }

    /** Whether deletions are held back until somebody confirms them. */
    public boolean holds() {
        return types.stream().anyMatch(type -> type.held() != null);
    }

    /** The choices of how much of its budget is shown. */
    public List<Integer> budgetHours() {
        return BUDGET_HOURS;
    }

    /** "6 h", "7 d". */
    public static String hoursWord(int hours) {
        return DockWords.span(hours * 3_600L);
    }
}
