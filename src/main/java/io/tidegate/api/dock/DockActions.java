package io.tidegate.api.dock;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.dock.Dock;
import io.tidegate.provider.Provider;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore.Enqueued;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lets docks do something, or nothing any more. */
public final class DockActions {
    private final DockParts parts;

    public DockActions(DockParts parts) {
        this.parts = parts;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.post("/docks/{dock}/sync", Permission.DOCKS_SYNC, "dock.sync")
                        .body(SyncWish.class)
                        .answers(QueuedSync.class)
                        .accepted()
                        .by("Sync a dock as soon as possible", this::sync),
                Operation.post("/docks/{dock}/pause", Permission.DOCKS_WRITE, "dock.pause")
                        .answers(ChangedDock.class)
                        .by(
                                "Stop scheduled runs",
                                call -> change(
                                        call, (stores, id) -> stores.docks().pause(id, call.now()))),
                Operation.post("/docks/{dock}/resume", Permission.DOCKS_WRITE, "dock.resume")
                        .answers(ChangedDock.class)
                        .by(
                                "Go on at once, whatever had stopped it",
                                call -> change(
                                        call, (stores, id) -> stores.docks().resume(id, call.now()))),
                Operation.post("/docks/{dock}/confirm-deletions", Permission.OPERATIONS_WRITE, "dock.confirm-deletions")
                        .answers(ChangedDock.class)
                        .by(
                                "Let the deletions happen that are held back",
                                call -> change(
                                        call, (stores, id) -> stores.docks().confirmDeletions(id, call.now()))),
                Operation.delete("/docks/{dock}", Permission.DOCKS_WRITE, "dock.delete")
                        .takes(Param.choice(
                                "data", "What becomes of its records; must be said.", List.of("keep", "erase")))
                        .by("Remove a dock, its credentials and its queue", this::remove));
    }

    private ApiResponse sync(Call call) {
        long id = call.id("dock");
        SyncWish wish = call.body(SyncWish.class);
        return call.act("docks/" + id, stores -> {
            Dock dock = DockReads.find(stores, id);
            Provider provider = parts.providers().find(dock.provider());
            if (provider == null) {
                throw new Problem(
                        Problem.Kind.CONFLICT,
                        "No file of the provider " + dock.provider() + " is loaded: where one was refused,"
                                + " `tidegate provider check " + dock.provider() + "` says why.");
            }
            List<String> types = DockRules.types(provider, wish.resourceTypes());
            Enqueued job = stores.queue()
                    .enqueue(id, JobType.MANUAL, types == null ? List.of() : types, call.now())
                    .get(0);
            return ApiResponse.accepted(
                    new QueuedSync(job.job(), job.state().name().toLowerCase(Locale.ROOT), !job.fresh()));
        });
    }

    private ApiResponse change(Call call, Change change) {
        long id = call.id("dock");
        return call.act("docks/" + id, stores -> {
            DockReads.find(stores, id);
            call.require(DockReads.lockedVersion(stores, id));
            change.apply(stores, id);
            DockView dock = JudgedDocks.view(DockReads.find(stores, id), call.now(), stores, parts.providers());
            return ApiResponse.ok(new ChangedDock(dock, List.of())).at(DockReads.version(stores, id));
        });
    }

    private ApiResponse remove(Call call) {
        long id = call.id("dock");
        String data = call.text("data");
        if (data == null) {
            throw Problem.invalid("data", "say keep or erase: what becomes of the dock's records?");
        }
        return call.act("docks/" + id, stores -> {
            Dock dock = DockReads.find(stores, id);
            DockReads.ownOnly(dock);
            call.require(DockReads.lockedVersion(stores, id));
            stores.docks().remove(id, data.equals("erase"));
            stores.deed().detail("name", dock.name());
            stores.deed().detail("data", data);
            return ApiResponse.none();
        });
    }

    private interface Change {
        @Nullable Object apply(Stores stores, long id);
    }
}
