package io.tidegate.console.overview;

import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import io.tidegate.monitor.SyncEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A run among the recent events. */
public record EventLine(SyncEvent event) {
    private static final int MOST_ERROR_CHARACTERS = 300;

    public Tone tone() {
        return Tone.ofRun(event.status());
    }

    /** Its status as people call it. */
    public String status() {
        return status(event.status());
    }

    /** A status as people call it. */
    static String status(String status) {
        return switch (status) {
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

    /** "4 changed", which leads to them; empty when nothing did. */
    public String changed() {
        return event.items().changed() == 0 ? "" : Words.number(event.items().changed()) + " changed";
    }

    /** "1,648 seen · 12 calls · 1.4 s": what else it did, and how long that took once it ended. */
    public String counts() {
        SyncEvent.Items did = event.items();
        List<String> parts = new ArrayList<>();
        parts.add(Words.number(did.processed()) + " seen");
        if (did.changed() == 0 && did.deleted() == 0) {
            parts.add("none changed");
        }
        if (did.deleted() > 0) {
            parts.add(Words.number(did.deleted()) + " deleted");
        }
        parts.add(Words.count(did.requests(), "call"));
        Long millis = event.time().durationMs();
        if (millis != null) {
            parts.add(Words.took(millis));
        }
        return String.join(" · ", parts);
    }

    /** Why it ran; empty when it was its time. */
    public String trigger() {
        return event.trigger().equals("scheduled") ? "" : event.trigger();
    }

    /** Why it failed, with the code in front; empty when it did not. */
    public String error() {
        String words = Objects.requireNonNullElse(event.error(), "");
        return Words.shortened(
                words.isEmpty() ? Objects.requireNonNullElse(event.errorCode(), "") : words, MOST_ERROR_CHARACTERS);
    }
}
