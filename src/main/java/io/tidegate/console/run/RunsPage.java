package io.tidegate.console.run;

import io.tidegate.access.Permission;
import io.tidegate.api.dock.DockView;
import io.tidegate.api.run.EventView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.page.Page;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs, newest first, or oldest first where that is asked for.
 *
 * @param dock the name of the dock whose runs these are; null where they are of several
 * @param next the page after this one; null at the end
 */
public record RunsPage(
        Asked asked,
        @Nullable String dock,
        List<RunLine> lines,
        @Nullable Link next) implements Model {
    static final View VIEW = new View("/runs", Section.OVERVIEW, "run/runs.jte", RunsPage::read);

    private static final int PAGE = 50;
    private static final String OLDEST = "oldest";

    /**
     * What is asked for; null where all will do.
     *
     * @param from begun from then on
     * @param to begun before then
     * @param oldest whether the oldest stand first
     */
    public record Asked(
            @Nullable String dock,
            @Nullable String provider,
            @Nullable String status,
            @Nullable String trigger,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean oldest) {
        /** As fields of a form have it. */
        public String fromField() {
            return Moment.field(from);
        }

        public String toField() {
            return Moment.field(to);
        }
    }

    public RunsPage {
        lines = List.copyOf(lines);
    }

    private static RunsPage read(Look look) {
        Asked asked = new Asked(
                look.query("dock"),
                look.query("provider"),
                look.query("status"),
                look.query("trigger"),
                Moment.read(look, "from"),
                Moment.read(look, "to"),
                OLDEST.equals(look.query("order")));
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("dock", asked.dock());
        query.put("provider", asked.provider());
        query.put("status", asked.status());
        query.put("trigger", asked.trigger());
        query.put("sync_type", look.query("type"));
        query.put("since", asked.from());
        query.put("until", asked.to());
        query.put("order", look.query("order"));
        query.put("after", look.query("after"));
        query.put("limit", PAGE);
        Page<EventView> page = look.page(EventView.class, "/events", query);
        return new RunsPage(
                asked,
                dock(look, asked.dock(), page.items()),
                page.items().stream().map(RunLine::new).toList(),
                page.next() == null ? null : look.link().with("after", page.next()));
    }

    private static @Nullable String dock(Look look, @Nullable String dock, List<EventView> runs) {
        if (dock == null) {
            return null;
        } else if (!runs.isEmpty()) {
            return new RunLine(runs.get(0)).dock();
        }
        return look.may(Permission.DOCKS_READ)
                ? look.get(DockView.class, "/docks/" + dock).name()
                : "dock " + dock;
    }

    @Override
    public String title() {
        return dock == null ? "Runs" : "Runs of " + dock;
    }

    /** The number of the dock whose runs these are; null where they are of several, or it was removed. */
    public @Nullable Long dockId() {
        boolean removed = !lines.isEmpty() && lines.get(0).run().dock() == null;
        return dock == null || asked.dock() == null || removed ? null : Long.valueOf(asked.dock());
    }

    /** The same runs from the other end. */
    public Link turned(Link page) {
        return page.without("after").with("order", asked.oldest() ? null : OLDEST);
    }

    /** What a run can come to, with the words of the form. */
    public List<String> statuses() {
        return EventView.STATUSES;
    }

    public List<String> triggers() {
        return EventView.TRIGGERS;
    }

    public List<String> types() {
        return EventView.TYPES;
    }

    /** The same runs as a file. */
    public Link export(Link page, String format) {
        return new Link("/api/v1/events/export", Map.of())
                .with("format", format)
                .with("dock", asked.dock())
                .with("provider", asked.provider())
                .with("status", asked.status())
                .with("trigger", asked.trigger())
                .with("sync_type", page.get("type"))
                .with("since", asked.from())
                .with("until", asked.to())
                .with("order", page.get("order"));
    }
}
