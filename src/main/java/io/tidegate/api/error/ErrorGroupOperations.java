package io.tidegate.api.error;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Stores;
import io.tidegate.api.export.Listed;
import io.tidegate.api.run.ErrorReads;
import io.tidegate.monitor.ErrorGroupStore;
import io.tidegate.monitor.ErrorGroupStore.Ailing;
import io.tidegate.monitor.ErrorStore;
import io.tidegate.monitor.ErrorStore.Filter;
import io.tidegate.queue.JobType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Shows errors of the same cause as one, and decides about them together. */
public final class ErrorGroupOperations {
    /** Docks that are queued at once: each is some statements of one transaction. */
    private static final int MOST_DOCKS = 500;

    private static final int MOST_ERRORS = 10_000;
    private static final int MOST_NAMES = 20;

    private ErrorGroupOperations() {}

    public static List<Operation> operations() {
        return Stream.concat(
                        new Listed<>(
                                        "/errors/groups",
                                        Permission.OPERATIONS_READ,
                                        "error_group",
                                        ErrorGroupView.class,
                                        ErrorStore.DEFAULT_LIMIT,
                                        "Open errors of the same cause as one, with what to do; what began last comes first")
                                .by(ErrorGroupOperations::list, ErrorReads.filters()).stream(),
                        Stream.of(
                                Operation.post("/errors/retry", Permission.OPERATIONS_WRITE, "error.retry-group")
                                        .body(ErrorChoice.class)
                                        .answers(RetriedErrors.class)
                                        .by(
                                                "Tries all such errors again now: queues their docks, at most "
                                                        + MOST_DOCKS + " at once",
                                                ErrorGroupOperations::retry),
                                Operation.post("/errors/dismiss", Permission.OPERATIONS_WRITE, "error.dismiss-group")
                                        .body(ErrorChoice.class)
                                        .answers(DismissedErrors.class)
                                        .by(
                                                "Puts all such errors away, at most 10000 at once; what comes again is a"
                                                        + " new one",
                                                ErrorGroupOperations::dismiss)))
                .toList();
    }

    private static Call.Pages<ErrorGroupView> list(Call call) {
        Filter filter = ErrorReads.filter(call);
        boolean oldest = call.oldest();
        return (stores, after, limit) -> {
            ErrorGroupStore groups = stores.errorGroups();
            return (oldest ? groups.oldest(filter, after, limit) : groups.recent(filter, after, limit))
                    .map(group -> ErrorGroupView.of(group, call.now()));
        };
    }

    private static ApiResponse retry(Call call) {
        ErrorChoice choice = call.body(ErrorChoice.class);
        return call.act("errors", stores -> {
            List<Ailing> docks = stores.errorGroups().docks(choice.filter(), MOST_DOCKS);
            List<String> stopped = new ArrayList<>();
            long errors = 0;
            long queued = 0;
            for (Ailing dock : docks) {
                if (dock.stopped() && stopped.size() < MOST_NAMES) {
                    stopped.add(Objects.requireNonNull(dock.name()));
                }
                if (!dock.stopped() && enqueue(call, stores, dock)) {
                    stores.errorGroups().due(choice.filter(), dock.dock(), call.now());
                    errors += dock.errors();
                    queued++;
                }
            }
            stores.deed().detail("which", choice.words());
            stores.deed().detail("docks", Long.toString(queued));
            return ApiResponse.ok(
                    new RetriedErrors(errors, queued, stopped, docks.size() - queued, docks.size() == MOST_DOCKS));
        });
    }

    private static boolean enqueue(Call call, Stores stores, Ailing dock) {
        List<String> types = dock.types().contains("") ? List.of() : dock.types();
        return !dock.removed()
                && !stores.queue()
                        .enqueue(dock.dock(), JobType.MANUAL, types, call.now())
                        .isEmpty();
    }

    private static ApiResponse dismiss(Call call) {
        ErrorChoice choice = call.body(ErrorChoice.class);
        return call.act("errors", stores -> {
            int errors = stores.errorGroups().dismiss(choice.filter(), MOST_ERRORS, call.now());
            stores.deed().detail("which", choice.words());
            stores.deed().detail("errors", Integer.toString(errors));
            return ApiResponse.ok(new DismissedErrors(errors, errors == MOST_ERRORS));
        });
    }
}
