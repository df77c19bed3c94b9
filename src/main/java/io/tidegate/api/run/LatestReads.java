package io.tidegate.api.run;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.dock.Dock;
import io.tidegate.monitor.LatestRunStore;
import io.tidegate.page.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads how the last runs of several docks went, at one glance. */
public final class LatestReads {
    /** Of how many docks at once. */
    public static final int MOST_DOCKS = 50;

    private static final int USUAL = 48;
    private static final String NUMBERS = "\\d{1,18}(,\\d{1,18}){0," + (MOST_DOCKS - 1) + "}";

    private static final Param DOCKS = new Param(
            "docks",
            Param.Type.TEXT,
            "Their numbers, 1 to " + MOST_DOCKS + " of them with commas between; the first docks when nothing is said.",
            List.of(),
            0,
            1_000);
    private static final Param RUNS = new Param(
            "runs",
            Param.Type.NUMBER,
            "How many of each, 1 to 200; " + USUAL + " when nothing is said.",
            List.of(),
            1,
            200);

    private LatestReads() {}

    public static List<Operation> operations() {
        return List.of(Operation.get("/events/latest", Permission.OPERATIONS_READ, "event.latest")
                .takes(DOCKS, RUNS)
                .lists(DockRuns.class)
                .by("How the last runs of several docks went", LatestReads::latest));
    }

    private static ApiResponse latest(Call call) {
        List<Long> wanted = docks(call.text("docks"));
        int most = Objects.requireNonNullElse(call.number("runs"), (long) USUAL).intValue();
        return call.look(stores -> {
            List<Long> docks = wanted.isEmpty()
                    ? stores.docks().after(null, null, MOST_DOCKS).stream()
                            .map(Dock::id)
                            .toList()
                    : wanted;
            Map<Long, List<LatestRunStore.Run>> runs =
                    new LatestRunStore(stores.scoped().jdbi()).latest(docks, most);
            return ApiResponse.ok(new Page<>(
                    runs.entrySet().stream()
                            .map(each -> DockRuns.of(each.getKey(), each.getValue()))
                            .toList(),
                    null));
        });
    }

    private static List<Long> docks(@Nullable String said) {
        if (said == null) {
            return List.of();
        } else if (!said.matches(NUMBERS)) {
            throw Problem.invalid("docks", "is no list of 1 to " + MOST_DOCKS + " numbers with commas between");
        }
        return Arrays.stream(said.split(",", -1)).map(Long::valueOf).distinct().toList();
    }
}
