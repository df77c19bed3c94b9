package io.tidegate.api.dock;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.dock.Dock;
import io.tidegate.page.Page;
import io.tidegate.provider.Providers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Reads docks. */
public final class DockReads {
    private final Providers providers;

    public DockReads(Providers providers) {
        this.providers = providers;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("/docks", Permission.DOCKS_READ, "dock.list")
                        .takes(
                                Param.text("provider", "Only docks of this provider."),
                                Param.text("name", "Only the dock of this name."))
                        .pages(DockView.class)
                        .by("The docks of the organization", this::list),
                Operation.get("/docks/{dock}", Permission.DOCKS_READ, "dock.show")
                        .answers(DockView.class)
                        .by("A dock", this::show));
    }

    private ApiResponse list(Call call) {
        return call.pages((stores, after, limit) -> {
            String name = call.text("name");
            List<Dock> docks = name == null
                    ? stores.docks().after(Page.number(after), call.text("provider"), limit + 1)
                    : stores.docks().all().stream()
                            .filter(dock -> dock.name().equals(name))
                            .toList();
            JudgedDocks judged = JudgedDocks.at(call.now(), stores, providers);
            return Page.of(judged.views(docks), limit, dock -> Long.toString(dock.id()));
        });
    }

    private ApiResponse show(Call call) {
        return call.look(stores -> {
            Dock dock = find(stores, call.id("dock"));
            return ApiResponse.ok(JudgedDocks.view(dock, call.now(), stores, providers))
                    .at(version(stores, dock.id()));
        });
    }

    /**
     * The dock of that number, of this organization.
     *
     * @throws Problem when there is none
     */
    public static Dock find(Stores stores, long id) {
        List<Dock> found = stores.docks().find(List.of(id));
        if (found.isEmpty()) {
            throw Problem.missing("dock", id);
        }
        return found.get(0);
    }

    /** Refuses what only the connector of a dock decides. */
    static void ownOnly(Dock dock) {
        if (dock.owner().connector() != null) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "This dock is an organization's connection to a federation: its connector says how and when it is"
                            + " asked. It can be renamed, paused, resumed and synced here; whoever runs this instance"
                            + " changes the rest.");
        }
    }

    /** The same, which stays what it is until the transaction ends. */
    static String lockedVersion(Stores stores, long dock) {
        stores.dockEdits().lock(dock);
        return version(stores, dock);
    }

    /** Changes whenever a person changes the dock, and at no other time. */
    static String version(Stores stores, long dock) {
        Instant changed = stores.dockEdits().changedAt(dock);
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, changed), Character.MAX_RADIX);
    }
}
