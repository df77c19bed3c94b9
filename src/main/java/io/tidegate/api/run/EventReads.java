package io.tidegate.api.run;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.api.export.Listed;
import io.tidegate.monitor.EventStore;
import io.tidegate.monitor.EventStore.Filter;
import io.tidegate.monitor.RequestStore;
import io.tidegate.monitor.SyncEvent;
import java.util.List;
import java.util.stream.Stream;

/** Reads what runs there were, what they asked and what they found. */
public final class EventReads {
    private static final Param[] FILTERS = {
        Param.number("dock", "Only this dock's."),
        Param.text("provider", "Only of this provider's docks."),
        Param.choice("status", "Only such runs.", EventView.STATUSES),
        Param.choice("sync_type", "Only runs that list so.", EventView.TYPES),
        Param.choice("trigger", "Only runs that began for this reason.", EventView.TRIGGERS),
        Param.instant("since", "Only those that began from this instant on."),
        Param.instant("until", "Only those that began before this instant."),
        Param.ORDER
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
                        Stream.concat(
                                Stream.of(Operation.get("/events/{event}", Permission.OPERATIONS_READ, "event.show")
                                        .answers(EventDetail.class)
                                        .by("A run with its requests and changes", EventReads::show)),
                                new Listed<>(
                                                "/events/{event}/requests",
                                                Permission.OPERATIONS_READ,
                                                "request",
                                                RequestView.class,
                                                Listed.PAGE,
                                                "What a run asked, in the order of the answers")
                                        .by(EventReads::requests).stream()))
                .toList();
    }

    private static Call.Pages<EventView> list(Call call) {
        Filter filter = new Filter(
                call.number("dock"),
                call.text("provider"),
                call.text("status"),
                call.text("sync_type"),
                call.text("trigger"),
                call.instant("since"),
                call.instant("until"));
        boolean oldest = call.oldest();
        return (stores, after, limit) -> {
            EventStore events = stores.events();
            return (oldest ? events.oldest(filter, after, limit) : events.recent(filter, after, limit))
                    .map(EventView::of);
        };
    }

    private static ApiResponse show(Call call) {
        return call.look(stores -> ApiResponse.ok(EventDetail.of(find(stores, call.id("event")), stores, call.now())));
    }

    private static Call.Pages<RequestView> requests(Call call) {
        long id = call.id("event");
        return (stores, after, limit) -> new RequestStore(stores.scoped().jdbi())
                .ofRun(find(stores, id), call.now(), after, limit)
                .map(RequestView::of);
    }

    private static SyncEvent find(Stores stores, long id) {
        return stores.events().find(null, id).orElseThrow(() -> Problem.missing("event", id));
    }
}
