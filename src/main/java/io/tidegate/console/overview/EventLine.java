package io.tidegate.console.overview;

import io.tidegate.monitor.SyncEvent;
import java.util.Objects;

/** A run among the recent events. */
public record EventLine(SyncEvent event) {
    private static final int MOST_ERROR_CHARACTERS = 300;

    public Tone tone() {
        return Tone.ofRun(event.status());
    }

    /** Its status as people call it. */
    public String status() {
        return switch (event.status()) {
            case "started" -> "Running";
            case "success" -> "Success";
            case "partial" -> "Partial";
            default -> "Failed";
        };
    }

    /** The dock's name, or its number when it was removed. */
    public String dock() {
        return Objects.requireNonNullElse(
                event.account().name(), "dock " + event.account().dock() + " (removed)");
    }

    /** How long it took; empty while it runs. */
    public String took() {
        Long millis = event.time().durationMs();
        return millis == null ? "" : Words.took(millis);
    }

    /** Why it failed, with the code in front; empty when it did not. */
    public String error() {
        String words = Objects.requireNonNullElse(event.error(), "");
        return Words.shortened(
                words.isEmpty() ? Objects.requireNonNullElse(event.errorCode(), "") : words, MOST_ERROR_CHARACTERS);
    }
}
