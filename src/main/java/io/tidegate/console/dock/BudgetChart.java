package io.tidegate.console.dock;

import io.tidegate.api.operation.BudgetHistory;
import io.tidegate.api.operation.BudgetHistory.Part;
import io.tidegate.api.operation.BudgetView;
import io.tidegate.console.page.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was left of a limit over time, as a line that is drawn on the server.
 *
 * @param limit requests in its window
 * @param window such as "per hour"; empty where that is not known
 * @param reserve what of it is left to the account's owner; null where that is not known
 */
public record BudgetChart(
        BudgetHistory history,
        BudgetHistory.Limit limit,
        String window,
        @Nullable Long reserve) {
    /** In units of the drawing. */
    public static final int WIDTH = 1_000;

    public static final int HEIGHT = 120;

    static List<BudgetChart> of(BudgetHistory history, List<BudgetView> budgets) {
        return history.limits().stream()
                .map(limit -> of(history, limit, budgets))
                .toList();
    }

    private static BudgetChart of(BudgetHistory history, BudgetHistory.Limit limit, List<BudgetView> budgets) {
        for (BudgetView budget : budgets) {
            Long quota = budget.limit();
            if (quota != null && quota == limit.limit()) {
                String window = budget.bucket().isEmpty() ? "" : "per " + budget.bucket();
                return new BudgetChart(history, limit, window, budget.reserve());
            }
        }
        return new BudgetChart(history, limit, "", null);
    }

    /** "5,000 requests per hour". */
    public String name() {
        return Words.number(limit.limit()) + " requests" + (window.isEmpty() ? "" : " " + window);
    }

    /** The line: what was told holds until something else was. */
    public String line() {
        List<String> points = new ArrayList<>();
        double before = -1;
        for (Part part : limit.items()) {
            if (before >= 0) {
                points.add(x(part.start()) + "," + text(before));
            }
            before = y(part.least());
            points.add(x(part.start()) + "," + text(before));
            points.add(x(part.start().plusSeconds(history.stepSeconds())) + "," + text(before));
        }
        return String.join(" ", points);
    }

    /** What lies under it. */
    public String area() {
        Part first = limit.items().get(0);
        Part last = limit.items().get(limit.items().size() - 1);
        return x(first.start()) + "," + HEIGHT + " " + line() + " "
                + x(last.start().plusSeconds(history.stepSeconds())) + "," + HEIGHT;
    }

    /** How high the owner's reserve stands; null where that is not known. */
    public @Nullable String reserveY() {
        return reserve == null || reserve == 0 ? null : text(y(reserve));
    }

    /** When requests were refused. */
    public List<String> refusals() {
        return limit.items().stream()
                .filter(part -> part.refused() > 0)
                .map(part -> x(part.start()))
                .toList();
    }

    public long refused() {
        return limit.items().stream().mapToLong(Part::refused).sum();
    }

    public long requests() {
        return limit.items().stream().mapToLong(Part::requests).sum();
    }

    public long least() {
        return limit.items().stream().mapToLong(Part::least).min().orElse(limit.limit());
    }

    /** What the line tells, for whoever cannot see it. */
    public String told() {
        return "What was left of " + name() + " in the last " + hours() + ": at least " + Words.number(least()) + ", "
                + Words.count(requests(), "request") + ", " + Words.number(refused())
                + " refused. The table below has the figures.";
    }

    /** "6 h". */
    public String hours() {
        return Words.span(Duration.between(history.since(), history.until()));
    }

    /** The newest first, at most so many. */
    public List<Part> newest(int most) {
        List<Part> all = new ArrayList<>(limit.items());
        Collections.reverse(all);
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    private String x(Instant at) {
        double share = (double) Duration.between(history.since(), at).toMillis()
                / Duration.between(history.since(), history.until()).toMillis();
        return text(share * WIDTH);
    }

    private double y(long left) {
        return HEIGHT - Math.max(0, Math.min(1, (double) left / limit.limit())) * HEIGHT;
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
