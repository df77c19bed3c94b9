package io.tidegate.console.overview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page, or its part that is refreshed.
 *
 * @param overview what was read last; null when nothing could be read since the start
 * @param visitor who looks; null where it is not shown
 * @param now when the page is made, which its times count from
 */
public record Frame(
        State state,
        @Nullable Overview overview,
        Instant now,
        About about,
        @Nullable Visitor visitor) {
    /** Whether what is shown is current. */
    public enum State {
        STARTING,
        LIVE,
        AWAY
    }

    /**
     * What this program is, and where its style, script and icon are.
     *
     * @param node this process among those over one database
     */
    public record About(String version, String node, String style, String script, String icon) {}

    /** The sentence of the page, also its title. */
    public String sentence() {
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
    public int status() {
        return state == State.LIVE ? 200 : 503;
    }
}
