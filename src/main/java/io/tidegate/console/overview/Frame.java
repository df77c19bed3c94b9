package io.tidegate.console.overview;

import io.tidegate.console.overview.Plot.Range;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.State;
import io.tidegate.console.page.Tone;
import io.tidegate.monitor.figure.PeriodFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The overview as it can be shown.
 *
 * @param overview what was read last; null when nothing could be read since the start
 * @param docks those of them that are wanted; null without an overview
 * @param plot of the time that is wanted; null where none of its figures may be seen
 */
public record Frame(
        State state,
        @Nullable Overview overview,
        @Nullable DockList docks,
        @Nullable Plot plot) implements Model {
    /**
     * What somebody sees.
     *
     * @param known what was read last of their organization; null when nothing could be read since the start
     * @throws io.tidegate.api.Problem when what they choose by cannot be chosen
     */
    public static Frame of(State state, @Nullable Overview known, Look look) {
        Range range = Range.of(look.query("range"));
        if (known == null) {
            return new Frame(state, null, null, null);
        }
        Overview overview = known.as(look.actor());
        List<PeriodFigures> periods = overview.did().over().getOrDefault(range, List.of());
        return new Frame(
                state,
                overview,
                DockList.of(overview.docks(), look, state == State.LIVE),
                periods.isEmpty() ? null : Plot.of(range, periods, overview.at()));
    }

    /** The sentence of the page. */
    @Override
    public String title() {
        return switch (state) {
            case STARTING -> "Tidegate is starting";
            case AWAY -> "The database is away";
            case LIVE ->
                overview == null
                        ? "You belong to no organization"
                        : overview.summary().sentence();
        };
    }

    /** Where the docks stand that the sentence is about; null when it is about none. */
    public @Nullable Link rows() {
        return state == State.LIVE && overview != null ? overview.summary().rows() : null;
    }

    public Tone tone() {
        return switch (state) {
            case STARTING -> Tone.BUSY;
            case AWAY -> Tone.BAD;
            case LIVE -> overview == null ? Tone.IDLE : overview.summary().tone();
        };
    }

    /** 200, or 503 while what is shown is not current. */
    @Override
    public int status() {
        return state == State.LIVE ? 200 : 503;
    }
}
