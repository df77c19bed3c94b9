package io.tidegate.api.conflict;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.api.export.Listed;
import io.tidegate.federation.side.ConflictStore;
import io.tidegate.federation.side.SyncHistoryStore;
import io.tidegate.federation.side.SyncHistoryStore.ImportError;
import io.tidegate.federation.side.SyncHistoryStore.ImportProblem;
import io.tidegate.federation.side.SyncHistoryStore.SyncHistory;
import io.tidegate.page.Page;
import java.util.List;
import java.util.stream.Stream;

/** Reads what runs over records that are edited on both sides came to, and what could not be taken over. */
public final class SyncHistoryReads {
    private static final Param[] FILTERS = {
        Param.number("dock", "Only of this dock."),
        Param.text("connector", "Only of this connector: its code."),
        Param.choice("type", "Only those that were begun so.", SyncHistoryStore.TYPES),
        Param.choice("status", "Only those that ended so.", SyncHistoryStore.STATES),
        Param.instant("since", "Only those begun from this instant on."),
        Param.instant("until", "Only those begun before this instant.")
    };
    private static final int SHOWN = 100;

    private SyncHistoryReads() {}

    public static List<Operation> operations() {
        return Stream.of(
                        new Listed<>(
                                        "/history",
                                        Permission.RESOURCES_READ,
                                        "history",
                                        SyncHistory.class,
                                        Listed.PAGE,
                                        "Runs over records that are edited on both sides, newest first")
                                .by(SyncHistoryReads::list, FILTERS).stream(),
                        Stream.of(Operation.get("/history/{history}", Permission.RESOURCES_READ, "history.show")
                                .answers(SyncHistoryDetail.class)
                                .by("Such a run with its conflicts and errors", SyncHistoryReads::show)),
                        new Listed<>(
                                        "/history/{history}/errors",
                                        Permission.RESOURCES_READ,
                                        "history_error",
                                        ImportError.class,
                                        Listed.PAGE,
                                        "What such a run could not take over")
                                .by(SyncHistoryReads::errors).stream(),
                        new Listed<>(
                                        "/import-problems",
                                        Permission.RESOURCES_READ,
                                        "import_problem",
                                        ImportProblem.class,
                                        Listed.PAGE,
                                        "Records that cannot be taken over as they stand at their provider")
                                        .by(
                                                SyncHistoryReads::problems,
                                                Param.number("dock", "Only of this dock."),
                                                Param.text(
                                                        "kind",
                                                        "Only of this kind: player, or as declarations name it."))
                                        .stream())
                .flatMap(all -> all)
                .toList();
    }

    private static Call.Pages<SyncHistory> list(Call call) {
        SyncHistoryStore.Filter filter = new SyncHistoryStore.Filter(
                call.number("dock"),
                call.text("connector"),
                call.text("type"),
                call.text("status"),
                call.instant("since"),
                call.instant("until"));
        return (stores, after, limit) -> store(stores).page(filter, after, limit);
    }

    private static ApiResponse show(Call call) {
        long id = call.id("history");
        return call.look(stores -> {
            SyncHistory history = find(stores, id);
            Page<ConflictStore.Conflict> conflicts = new ConflictStore(
                            stores.scoped().jdbi())
                    .page(
                            new ConflictStore.Filter(
                                    null, null, null, null, null, null, null, null, null, id, null, null),
                            null,
                            SHOWN);
            Page<ImportError> errors = store(stores).errors(id, null, SHOWN);
            return ApiResponse.ok(new SyncHistoryDetail(
                    history, conflicts.items(), conflicts.next() != null, errors.items(), errors.next() != null));
        });
    }

    private static Call.Pages<ImportError> errors(Call call) {
        long id = call.id("history");
        return (stores, after, limit) -> {
            find(stores, id);
            return store(stores).errors(id, after, limit);
        };
    }

    private static Call.Pages<ImportProblem> problems(Call call) {
        return (stores, after, limit) -> store(stores).problems(call.number("dock"), call.text("kind"), after, limit);
    }

    private static SyncHistory find(Stores stores, long id) {
        return store(stores).find(id).orElseThrow(() -> Problem.missing("run in the history", id));
    }

    private static SyncHistoryStore store(Stores stores) {
        return new SyncHistoryStore(stores.scoped().jdbi());
    }
}
