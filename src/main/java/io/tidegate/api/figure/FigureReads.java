package io.tidegate.api.figure;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.api.export.Export;
import io.tidegate.api.export.Listed;
import java.util.List;
import java.util.stream.Stream;

/** Reads what runs came to. */
public final class FigureReads {
    private static final Param[] DOCKS = {FigureParams.DOCK, FigureParams.PROVIDER};

    private FigureReads() {}

    public static List<Operation> operations() {
        return Stream.of(PeriodReads.operations(), SpeedReads.operations(), compare(), dashboard())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Operation> compare() {
        return new Listed<>(
                        "/compare",
                        Permission.OPERATIONS_READ,
                        "comparison",
                        ComparisonView.class,
                        Listed.PAGE,
                        "Providers or docks side by side, over the last 24 hours unless others are asked for")
                .by(
                        FigureReads::compare,
                        Param.choice(
                                "by", "provider (unless the other is asked for) or dock.", List.of("provider", "dock")),
                        FigureParams.DOCK,
                        FigureParams.PROVIDER,
                        Param.instant("since", "Only runs that began from the hour of this instant on."),
                        Param.instant("until", "Only runs that began before this instant, or in its hour."));
    }

    private static Call.Pages<ComparisonView> compare(Call call) {
        return (stores, after, limit) -> {
            Comparisons all = Comparisons.of(stores, FigureParams.filter(call), call.now());
            return "dock".equals(call.text("by")) ? all.docks(after, limit) : all.providers(after, limit);
        };
    }

    private static List<Operation> dashboard() {
        return List.of(
                Operation.get("/dashboard", Permission.OPERATIONS_READ, "dashboard.show")
                        .takes(DOCKS)
                        .takes(Param.LIMIT, Param.AFTER)
                        .answers(DashboardView.class)
                        .by("How docks did in the last 24 hours, together and each", FigureReads::dashboard),
                Operation.get("/dashboard/export", Permission.OPERATIONS_READ, "dashboard.export")
                        .takes(DOCKS)
                        .takes(Export.FORMAT)
                        .streams(Export.TYPES)
                        .by(
                                "How each dock did in the last 24 hours; as a file",
                                call -> Export.of(
                                        call,
                                        DashboardCard.class,
                                        (stores, after, limit) ->
                                                dashboards(call, stores).part(after, limit))));
    }

    private static ApiResponse dashboard(Call call) {
        Long limit = call.number("limit");
        return call.look(stores -> {
            try {
                return ApiResponse.ok(dashboards(call, stores)
                        .view(call.text("after"), limit == null ? Listed.PAGE : limit.intValue()));
            } catch (IllegalArgumentException e) {
                throw Problem.invalid("after", String.valueOf(e.getMessage()));
            }
        });
    }

    private static Dashboards dashboards(Call call, Stores stores) {
        return new Dashboards(stores, FigureParams.filter(call), call.now());
    }
}
