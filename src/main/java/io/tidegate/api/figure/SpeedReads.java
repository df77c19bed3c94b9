package io.tidegate.api.figure;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Stores;
import io.tidegate.api.export.Export;
import io.tidegate.monitor.figure.FigureFilter;
import io.tidegate.monitor.figure.Slowdown;
import io.tidegate.monitor.figure.SpeedStore;
import io.tidegate.page.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads how fast runs were. */
final class SpeedReads {
    private static final Duration WEEK = Duration.ofDays(7);

    private static final Param[] FILTERS = {
        FigureParams.DOCK,
        FigureParams.PROVIDER,
        FigureParams.SINCE,
        FigureParams.UNTIL,
        new Param(
                "runs",
                Param.Type.NUMBER,
                "Of how many runs, 1 to 1000; 100 when nothing is said.",
                List.of(),
                1,
                1_000)
    };

    private SpeedReads() {}

    static List<Operation> operations() {
        return List.of(
                Operation.get("/performance", Permission.OPERATIONS_READ, "performance.show")
                        .takes(FILTERS)
                        .answers(PerformanceView.class)
                        .by("How long the last runs took, and the last week beside the week before", SpeedReads::show),
                Operation.get("/performance/export", Permission.OPERATIONS_READ, "performance.export")
                        .takes(FILTERS)
                        .takes(Export.FORMAT)
                        .streams(Export.TYPES)
                        .by(
                                "How long the last runs took, all and by sync type; as a file",
                                call -> Export.of(
                                        call,
                                        SpeedView.class,
                                        (stores, after, limit) -> new Page<>(speeds(call, stores), null))));
    }

    private static ApiResponse show(Call call) {
        FigureFilter filter = FigureParams.filter(call);
        Instant end = filter.end(call.now());
        return call.look(stores -> {
            SpeedStore store = stores.speeds();
            List<SpeedView> speeds = speeds(call, stores);
            return ApiResponse.ok(new PerformanceView(
                    speeds.get(0),
                    speeds.subList(1, speeds.size()),
                    store.types(filter, runs(call)),
                    Slowdown.of(store.weekBefore(filter, end), store.weekBefore(filter, end.minus(WEEK)))));
        });
    }

    private static List<SpeedView> speeds(Call call, Stores stores) {
        return stores.speeds().last(FigureParams.filter(call), runs(call)).stream()
                .map(SpeedView::of)
                .toList();
    }

    private static int runs(Call call) {
        Long runs = call.number("runs");
        return runs == null ? SpeedStore.SAMPLE : runs.intValue();
    }
}
