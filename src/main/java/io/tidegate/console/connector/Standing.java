package io.tidegate.console.connector;

import io.tidegate.console.page.Tone;

/** How a connector stands, in a word and its tone. */
public record Standing(String word, Tone tone) {
    /** Of one with that status, schedule and number of failures in a row. */
    static Standing of(String status, boolean enabled, int failures) {
        return switch (status) {
            case "error" -> new Standing("stopped", Tone.BAD);
            case "inactive" -> new Standing("inactive", Tone.IDLE);
            default -> {
                if (failures > 0) {
                    yield new Standing("failing", Tone.WARN);
                }
                yield enabled ? new Standing("active", Tone.GOOD) : new Standing("by hand only", Tone.IDLE);
            }
        };
    }

    /** Of a run, an organization's part in one, or an organization's last sync. */
    static Standing of(String status) {
        Tone tone = switch (status) {
            case "running", "pending", "syncing" -> Tone.BUSY;
            case "success", "succeeded" -> Tone.GOOD;
            case "waiting", "paused" -> Tone.IDLE;
            case "partial" -> Tone.WARN;
            default -> Tone.BAD;
        };
        return new Standing(status, tone);
    }
}
