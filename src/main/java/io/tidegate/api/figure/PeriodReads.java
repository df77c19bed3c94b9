package io.tidegate.api.figure;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.api.export.Export;
import io.tidegate.monitor.figure.FigureFilter;
import io.tidegate.monitor.figure.FigureStore;
import io.tidegate.monitor.figure.PeriodFigures;
import io.tidegate.monitor.figure.PeriodList;
import io.tidegate.monitor.rollup.Period;
import io.tidegate.page.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads figures over time. */
final class PeriodReads {
    private static final int HOURS = 24;

    private static final Param PERIOD = Param.choice(
            "period",
            "hour (unless another is asked for), day or week, all in UTC; weeks begin on Monday.",
            Arrays.stream(Period.values()).map(Period::word).toList());
    private static final Param[] METRICS = {
        PERIOD,
        FigureParams.DOCK,
        FigureParams.PROVIDER,
        Param.instant("since", "Only periods that begin from this instant on."),
        Param.instant("until", "Only periods that begin before this instant.")
    };
    private static final Param[] TIMELINE = {
        new Param("hours", Param.Type.NUMBER, "How many, 1 to 2160; 24 when nothing is said.", List.of(), 1, 2_160),
        FigureParams.DOCK,
        FigureParams.PROVIDER,
        Param.instant("until", "The last of the hours begins before this instant; else it is the one under way.")
    };

    private PeriodReads() {}

    static List<Operation> operations() {
        return List.of(
                Operation.get("/metrics", Permission.OPERATIONS_READ, "metric.list")
                        .takes(METRICS)
                        .takes(Param.LIMIT, Param.AFTER)
                        .answers(MetricsView.class)
                        .by(
                                "Figures by hour, day or week, newest first, 24 unless more are asked for",
                                PeriodReads::metrics),
                Operation.get("/metrics/export", Permission.OPERATIONS_READ, "metric.export")
                        .takes(METRICS)
                        .takes(Export.FORMAT)
                        .streams(Export.TYPES)
                        .by(
                                "Figures by hour, day or week, newest first, as far back as there are any; as a file",
                                call -> Export.of(call, PeriodView.class, (stores, after, limit) -> {
                                    MetricsView part = part(call, stores, after, limit);
                                    return new Page<>(part.items(), part.next());
                                })),
                Operation.get("/timeline", Permission.OPERATIONS_READ, "timeline.show")
                        .takes(TIMELINE)
                        .answers(TimelineView.class)
                        .by(
                                "The last hours, 24 unless more are asked for, oldest first",
                                call -> call.look(stores -> ApiResponse.ok(TimelineView.of(hours(call, stores))))),
                Operation.get("/timeline/export", Permission.OPERATIONS_READ, "timeline.export")
                        .takes(TIMELINE)
                        .takes(Export.FORMAT)
                        .streams(Export.TYPES)
                        .by(
                                "The last hours, oldest first; as a file",
                                call -> Export.of(
                                        call,
                                        TimelineView.Hour.class,
                                        (stores, after, limit) -> new Page<>(
                                                hours(call, stores).stream()
                                                        .map(TimelineView.Hour::of)
                                                        .toList(),
                                                null))));
    }

    private static ApiResponse metrics(Call call) {
        Long limit = call.number("limit");
        return call.look(stores -> {
            try {
                return ApiResponse.ok(part(
                        call, stores, call.text("after"), limit == null ? PeriodList.DEFAULT_LIMIT : limit.intValue()));
            } catch (IllegalArgumentException e) {
                throw Problem.invalid("after", String.valueOf(e.getMessage()));
            }
        });
    }

    private static MetricsView part(Call call, Stores stores, @Nullable String after, int limit) {
        Period period = period(call.text("period"));
        FigureFilter filter = FigureParams.filter(call);
        FigureStore store = stores.figures();
        PeriodList list = PeriodList.of(filter, period, store.first(filter, period), call.now());
        PeriodList.Part part = list.part(after, limit);
        if (part.count() == 0) {
            return new MetricsView(period.word(), null, List.of(), null);
        }
        List<PeriodFigures> periods = store.periods(filter, period, list.first(part), part.count(), call.now());
        List<PeriodView> newestFirst = new ArrayList<>(
                periods.stream().map(each -> PeriodView.of(period, each)).toList());
        Collections.reverse(newestFirst);
        return new MetricsView(period.word(), PeriodView.sum(period, periods), newestFirst, part.next());
    }

    private static Period period(@Nullable String word) {
        String wanted = Objects.requireNonNullElse(word, Period.HOUR.word());
        return Arrays.stream(Period.values())
                .filter(period -> period.word().equals(wanted))
                .findFirst()
                .orElseThrow();
    }

    private static List<PeriodFigures> hours(Call call, Stores stores) {
        Long wanted = call.number("hours");
        int hours = wanted == null ? HOURS : wanted.intValue();
        FigureFilter filter = FigureParams.filter(call);
        Instant newest = PeriodList.of(filter, Period.HOUR, null, call.now()).newest();
        return stores.figures().periods(filter, Period.HOUR, Period.HOUR.later(newest, 1L - hours), hours, call.now());
    }
}
