package io.tidegate.api.run;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.export.Listed;
import io.tidegate.monitor.ErrorStore;
import io.tidegate.monitor.ErrorStore.SyncError;
import io.tidegate.monitor.EventStore;
import io.tidegate.monitor.EventStore.Filter;
import java.util.List;
import java.util.stream.Stream;

/** Reads what runs there were, and what went wrong. */
public final class EventReads {
    private static final Param[] FILTERS = {
        Param.number("dock", "Only this dock's."),
        Param.text("provider", "Only of this provider's docks."),
        Param.choice("status", "Only such runs.", EventView.STATUSES),
        Param.instant("since", "Only those that began from this instant on."),
        Param.instant("until", "Only those that began before this instant.")
    };

    private EventReads() {}

    public static List<Operation> operations() {
        return Stream.concat(
                        new Listed<>(
                                        "/events",
                                        Permission.OPERATIONS_READ,
                                        "event",
                                        EventView.class,
                                        EventStore.DEFAULT_LIMIT,
                                        "Runs, newest first")
                                .by(EventReads::list, FILTERS).stream(),
                        Stream.of(
                                Operation.get("/events/{event}", Permission.OPERATIONS_READ, "event.show")
                                        .answers(EventView.class)
                                        .by("A run", EventReads::show),
                                Operation.get("/errors", Permission.OPERATIONS_READ, "error.list")
                                        .takes(
                                                Param.number("dock", "Only this dock's."),
                                                Param.flag("resolved", "Those too that are over."))
                                        .pages(SyncError.class, ErrorStore.DEFAULT_LIMIT)
                                        .by("Errors that are open, newest first", EventReads::errors)))
                .toList();
    }

    private static Call.Pages<EventView> list(Call call) {
        Filter filter = new Filter(
                call.number("dock"),
                call.text("provider"),
                call.text("status"),
                call.instant("since"),
                call.instant("until"));
        return (stores, after, limit) ->
                stores.events().recent(filter, after, limit).map(EventView::of);
    }

    private static ApiResponse show(Call call) {
        long id = call.id("event");
        return call.look(stores -> ApiResponse.ok(
                EventView.of(stores.events().find(null, id).orElseThrow(() -> Problem.missing("event", id)))));
    }

    private static ApiResponse errors(Call call) {
        return call.pages((stores, after, limit) ->
                stores.errors().recent(call.number("dock"), call.flag("resolved"), after, limit));
    }
}
