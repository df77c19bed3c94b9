package io.tidegate.api.status;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Stores;
import io.tidegate.api.dock.DockReads;
import io.tidegate.api.dock.JudgedDocks;
import io.tidegate.api.export.Listed;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockHealth;
import io.tidegate.monitor.health.HealthFigureStore;
import io.tidegate.monitor.health.HealthFigureStore.Figures;
import io.tidegate.page.Page;
import io.tidegate.provider.Providers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how docks are, over their last runs. */
public final class HealthReads {
    /** How many docks are judged at a time while some are looked for. */
    private static final int PORTION = 1_000;

    private final Providers providers;

    public HealthReads(Providers providers) {
        this.providers = providers;
    }

    public List<Operation> operations() {
        return Stream.concat(
                        new Listed<>(
                                        "/health",
                                        Permission.DOCKS_READ,
                                        "health",
                                        HealthView.class,
                                        Listed.PAGE,
                                        "How docks are and why, over their last 10 runs")
                                        .by(
                                                this::list,
                                                Param.number("dock", "Only this dock."),
                                                Param.text("provider", "Only this provider's docks."),
                                                Param.choice("status", "Only docks that are so.", HealthView.STATUSES))
                                        .stream(),
                        Stream.of(Operation.get("/docks/{dock}/health", Permission.DOCKS_READ, "dock.show")
                                .answers(HealthView.class)
                                .by("How a dock is and why, over its last 10 runs", this::one)))
                .toList();
    }

    private Call.Pages<HealthView> list(Call call) {
        return (stores, after, limit) -> {
            Map<Dock, DockHealth> found = found(call, stores, Page.number(after), limit + 1);
            return Page.of(views(stores, found), limit, view -> Long.toString(view.dockId()));
        };
    }

    private ApiResponse one(Call call) {
        return call.look(stores -> {
            Dock dock = DockReads.find(stores, call.id("dock"));
            DockHealth health =
                    JudgedDocks.of(dock, call.now(), stores, providers).health(dock);
            return ApiResponse.ok(views(stores, Map.of(dock, health)).get(0));
        });
    }

    /** The first docks after a number that are as is asked for. */
    private Map<Dock, DockHealth> found(Call call, Stores stores, @Nullable Long after, int most) {
        JudgedDocks judged = JudgedDocks.at(call.now(), stores, providers);
        Long wanted = call.number("dock");
        String status = call.text("status");
        Map<Dock, DockHealth> found = new LinkedHashMap<>();
        Long from = after;
        while (found.size() < most) {
            List<Dock> docks = stores.docks().after(from, call.text("provider"), PORTION);
            for (Dock dock : docks) {
                DockHealth health = judged.health(dock);
                boolean is = (wanted == null || dock.id() == wanted)
                        && (status == null || health.status().equals(status));
                if (is && found.size() < most) {
                    found.put(dock, health);
                }
            }
            if (docks.size() < PORTION) {
                return found;
            }
            from = docks.get(docks.size() - 1).id();
        }
        return found;
    }

    private static List<HealthView> views(Stores stores, Map<Dock, DockHealth> docks) {
        List<Long> ids = docks.keySet().stream().map(Dock::id).toList();
        Map<Long, Figures> figures = new HealthFigureStore(stores.scoped().jdbi()).of(ids);
        List<HealthView> views = new ArrayList<>();
        docks.forEach((dock, health) -> {
            Figures own = figures.getOrDefault(dock.id(), new Figures(dock.id(), 0, 0, null, 0, 0));
            views.add(HealthView.of(dock, health, own));
        });
        return views;
    }
}
