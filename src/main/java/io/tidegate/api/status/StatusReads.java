package io.tidegate.api.status;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.dock.DockReads;
import io.tidegate.api.dock.DockView;
import io.tidegate.api.dock.JudgedDocks;
import io.tidegate.dock.Dock;
import io.tidegate.monitor.EventStore;
import io.tidegate.monitor.SyncEvent;
import io.tidegate.page.Page;
import io.tidegate.provider.Providers;
import io.tidegate.record.ResourceCountStore.TypeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

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
                Operation.get("/docks/health", Permission.DOCKS_READ, "dock.list")
                        .lists(HealthView.class)
                        .by("How every dock is and why, over its last 10 runs", this::healthOfAll),
                Operation.get("/docks/{dock}/types", Permission.DOCKS_READ, "dock.show")
                        .lists(TypeState.class)
                        .by("Where each type of a dock stands", StatusReads::types),
                Operation.get("/docks/{dock}/health", Permission.DOCKS_READ, "dock.show")
                        .answers(HealthView.class)
                        .by("How a dock is and why, over its last 10 runs", this::health));
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

    private ApiResponse healthOfAll(Call call) {
        return call.look(stores -> {
            List<DockView> docks = JudgedDocks.at(call.now(), stores, providers)
                    .views(stores.docks().all());
            // one more, which may be under way
            Map<Long, List<SyncEvent>> runs = stores.events().latest(HealthView.RUNS + 1).stream()
                    .collect(Collectors.groupingBy(event -> event.account().dock()));
            List<HealthView> reports = new ArrayList<>();
            docks.forEach(dock -> reports.add(HealthView.of(dock, runs.getOrDefault(dock.id(), List.of()))));
            return ApiResponse.ok(new Page<>(reports, null));
        });
    }

    private ApiResponse health(Call call) {
        return call.look(stores -> {
            Dock dock = DockReads.find(stores, call.id("dock"));
            DockView view = JudgedDocks.at(call.now(), stores, providers).view(dock);
            // one more, which may be under way
            return ApiResponse.ok(HealthView.of(
                    view,
                    stores.events()
                            .recent(EventStore.Filter.of(dock.id()), null, HealthView.RUNS + 1)
                            .items()));
        });
    }
}
