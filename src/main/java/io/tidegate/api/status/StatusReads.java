package io.tidegate.api.status;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.dock.DockReads;
import io.tidegate.api.dock.DockView;
import io.tidegate.api.dock.JudgedDocks;
import io.tidegate.dock.Dock;
import io.tidegate.page.Page;
import io.tidegate.provider.Providers;
import io.tidegate.record.ProgressStore;
import io.tidegate.record.ResourceCountStore.TypeState;
import java.util.List;
import java.util.function.IntSupplier;

/** Reads how docks are. */
public final class StatusReads {
    private final Providers providers;
    private final IntSupplier processes;

    /** @param processes how many other processes there are, which the role of an organization cannot see */
    public StatusReads(Providers providers, IntSupplier processes) {
        this.providers = providers;
        this.processes = processes;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("/status", Permission.DOCKS_READ, "status.show")
                        .answers(StatusView.class)
                        .by("The whole at a glance: docks, records, changes, queue", this::status),
                Operation.get("/docks/{dock}/types", Permission.DOCKS_READ, "dock.show")
                        .lists(TypeState.class)
                        .by("Where each type of a dock stands", StatusReads::types),
                Operation.get("/docks/{dock}/progress", Permission.DOCKS_READ, "dock.show")
                        .lists(ProgressView.class)
                        .by("How far the lists of a dock are that are under way", StatusReads::progress));
    }

    private ApiResponse status(Call call) {
        int others = processes.getAsInt();
        return call.look(stores -> {
            List<DockView> docks = JudgedDocks.at(call.now(), stores, providers)
                    .views(stores.docks().all());
            return ApiResponse.ok(StatusView.of(
                    others,
                    stores.jobs().depth(),
                    stores.counts(),
                    StatusView.changed(stores.counts(), call.now()),
                    docks));
        });
    }

    private static ApiResponse types(Call call) {
        return call.look(stores -> {
            Dock dock = DockReads.find(stores, call.id("dock"));
            return ApiResponse.ok(new Page<>(stores.counts().types(dock.id()), null));
        });
    }

    private static ApiResponse progress(Call call) {
        return call.look(stores -> {
            Dock dock = DockReads.find(stores, call.id("dock"));
            return ApiResponse.ok(new Page<>(
                    new ProgressStore(stores.scoped().jdbi())
                            .underWay(dock.id()).stream()
                                    .map(each -> ProgressView.of(each, call.now()))
                                    .toList(),
                    null));
        });
    }
}
