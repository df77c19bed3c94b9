package io.tidegate.console.overview;

import io.tidegate.console.page.Model;
import io.tidegate.console.page.State;
import io.tidegate.console.page.Tone;
import org.jspecify.annotations.Nullable;

/**
 * The overview as it can be shown.
 *
 * @param overview what was read last; null when nothing could be read since the start
 */
public record Frame(State state, @Nullable Overview overview) implements Model {
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
