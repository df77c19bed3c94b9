package io.tidegate.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.console.overview.Plot.Range;
import io.tidegate.console.overview.Plot.Series;
import io.tidegate.monitor.figure.Figures;
import io.tidegate.monitor.figure.PeriodFigures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {
    private static final Instant NOW = Instant.parse("2026-11-18T10:40:13Z");
    private static final Figures ONE_OF_EACH =
            new Figures(new Figures.Outcomes(1, 1, 1), new Figures.Items(30, 3, 0, 9), 600, 400L);

    private static Plot of(Range range, String... starts) {
        List<PeriodFigures> periods = List.of(starts).stream()
                .map(start -> new PeriodFigures(Instant.parse(start), ONE_OF_EACH))
                .toList();
        return Plot.of(range, periods, NOW);
    }

    @Test
    void figures_lead_to_their_runs_as_long_as_these_are_kept() {
        Plot plot = of(Range.DAY, "2026-11-17T00:00:00Z", "2026-11-18T00:00:00Z");

        assertThat(plot.keeping()).isEmpty();
        assertThat(plot.rows(Series.RUNS))
                .hasToString("/runs?from=2026-11-17T00%3A00%3A00Z&to=2026-11-19T00%3A00%3A00Z");
        assertThat(plot.rows(Series.FAILED, plot.periods().get(0)))
                .hasToString("/runs?from=2026-11-17T00%3A00%3A00Z&to=2026-11-18T00%3A00%3A00Z&status=failed");
    }

    @Test
    void older_ones_lead_to_no_runs_and_say_why_but_changes_are_kept() {
        Plot plot = of(Range.WEEK, "2026-10-12T00:00:00Z", "2026-11-16T00:00:00Z");

        assertThat(plot.keeping()).contains("kept for 30 days");
        assertThat(plot.rows(Series.RUNS)).isNull();
        assertThat(plot.rows(Series.RUNS, plot.periods().get(0))).isNull();
        assertThat(plot.rows(Series.RUNS, plot.periods().get(1))).isNotNull();
        assertThat(plot.rows(Series.CHANGED, plot.periods().get(0)))
                .hasToString("/changes?since=2026-10-12T00%3A00%3A00Z&until=2026-10-19T00%3A00%3A00Z");
    }
}
