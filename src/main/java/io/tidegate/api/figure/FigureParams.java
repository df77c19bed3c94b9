package io.tidegate.api.figure;

import io.tidegate.api.Call;
import io.tidegate.api.Param;
import io.tidegate.monitor.figure.FigureFilter;

/** What figures are asked with. */
final class FigureParams {
    static final Param DOCK = Param.number("dock", "Only this dock's.");
    static final Param PROVIDER = Param.text("provider", "Only of this provider's docks.");
    static final Param SINCE = Param.instant("since", "Only runs that began from this instant on.");
    static final Param UNTIL = Param.instant("until", "Only runs that began before this instant.");

    private FigureParams() {}

    static FigureFilter filter(Call call) {
        return new FigureFilter(
                call.number("dock"), call.text("provider"), call.instant("since"), call.instant("until"));
    }
}
