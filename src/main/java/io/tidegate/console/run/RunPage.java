package io.tidegate.console.run;

import io.tidegate.api.record.ChangeView;
import io.tidegate.api.run.EventDetail;
import io.tidegate.api.run.EventView;
import io.tidegate.api.run.RequestView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.console.page.Words;
import io.tidegate.page.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run.
 *
 * @param waterfall a part of its requests; null where none are on record
 * @param next the part after it; null at the end
 */
public record RunPage(
        EventDetail detail,
        @Nullable Waterfall waterfall,
        @Nullable Link next) implements Model {
    static final View VIEW = new View("/runs/:run", Section.OVERVIEW, "run/run.jte", RunPage::read);

    private static RunPage read(Look look) {
        EventDetail detail = look.get(EventDetail.class, "/events/" + look.at("run"));
        EventDetail.Requests requests = detail.requests();
        if (requests == null) {
            return new RunPage(detail, null, null);
        }
        String after = look.query("after");
        boolean whole = after == null && requests.total() == requests.first().size();
        Page<RequestView> page = whole
                ? new Page<>(requests.first(), null)
                : look.page(
                        RequestView.class,
                        "/events/" + detail.event().id() + "/requests",
                        after == null ? Map.of() : Map.of("after", after));
        return new RunPage(
                detail,
                Waterfall.of(page.items(), look.now()),
                page.next() == null ? null : look.link().with("after", page.next()));
    }

    public EventView run() {
        return detail.event();
    }

    public RunLine line() {
        return new RunLine(run());
    }

    @Override
    public String title() {
        return "Run " + run().id() + " of " + line().dock();
    }

    /** Records that were as they had been. */
    public long unchanged() {
        return Math.max(0, run().itemsProcessed() - run().itemsChanged());
    }

    /** Where its changes are. */
    public Link changes() {
        return Link.to("/changes").with("dock", run().dockId()).with("run", run().id());
    }

    /** Where its deletions are; null where none are on record. */
    public @Nullable Link deletions() {
        return detail.changes().byKind().getOrDefault("deleted", 0L) > 0
                ? changes().with("kind", "deleted")
                : null;
    }

    /** Its changes by kind: "3 changed, 1 created". */
    public String kinds() {
        return String.join(
                ", ",
                detail.changes().byKind().entrySet().stream()
                        .map(each -> Words.number(each.getValue()) + " " + each.getKey())
                        .toList());
    }

    /** Where REST has it. */
    public String json() {
        return "/api/v1/events/" + run().id();
    }

    /** "12 requests, 2 of them asked again, 1 without an answer". */
    public String requests() {
        EventDetail.Requests all = detail.requests();
        if (all == null) {
            return "";
        }
        String again = all.repeated() == 0 ? "" : ", " + Words.number(all.repeated()) + " of them asked again";
        String silent = all.unanswered() == 0 ? "" : ", " + Words.number(all.unanswered()) + " without an answer";
        return Words.count(all.total(), "request") + again + silent;
    }

    /** The first changes, of which there may be more. */
    public List<ChangeView> latest() {
        return detail.changes().latest().stream().limit(10).toList();
    }
}
