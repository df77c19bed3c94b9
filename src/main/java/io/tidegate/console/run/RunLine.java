package io.tidegate.console.run;

import io.tidegate.api.run.EventView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A run, in words. */
public record RunLine(EventView run) {
    private static final int MOST_ERROR_CHARACTERS = 300;

    /** How high bars are at most, as classes of the style sheet count it. */
    private static final int STEPS = 10;

    public Tone tone() {
        return Tone.ofRun(run.status());
    }

    /** How it ended. */
    public String word() {
        return switch (run.status()) {
            case "started" -> "Running";
            case "success" -> "Success";
            case "partial" -> "Partial";
            default -> "Failed";
        };
    }

    public Link link() {
        return Link.to("/runs/" + run.id());
    }

    /** The dock's name, or its number when it was removed. */
    public String dock() {
        return Objects.requireNonNullElse(run.dock(), "dock " + run.dockId() + " (removed)");
    }

    /** "4 changed, 1 deleted", or that nothing was. */
    public String found() {
        List<String> parts = new ArrayList<>();
        if (run.itemsChanged() > 0) {
            parts.add(Words.number(run.itemsChanged()) + " changed");
        }
        if (run.itemsDeleted() > 0) {
            parts.add(Words.number(run.itemsDeleted()) + " deleted");
        }
        return parts.isEmpty() ? "none changed" : String.join(", ", parts);
    }

    /** How long it took; empty while it goes on. */
    public String took() {
        Long millis = run.durationMs();
        return millis == null ? "" : Words.took(millis);
    }

    /** Why it failed; empty when it did not. */
    public String error() {
        String message = run.errorMessage();
        String text = message == null || message.isEmpty() ? run.errorCode() : message;
        return text == null ? "" : Words.shortened(text, MOST_ERROR_CHARACTERS);
    }

    /** All of it on one line, for whoever cannot see a bar. */
    public String told() {
        String took = took();
        return word() + ", began " + Words.exact(run.startedAt()) + (took.isEmpty() ? "" : ", took " + took) + ", "
                + Words.number(run.itemsProcessed()) + " seen, " + found();
    }

    /**
     * How high its bar is, 1 to 10, by how long it took.
     *
     * @param longestMs of those beside it
     */
    public long height(long longestMs) {
        Long millis = run.durationMs();
        if (millis == null || longestMs <= 0) {
            return STEPS / 2;
        }
        return Math.max(1, Math.min(STEPS, (millis * STEPS + longestMs - 1) / longestMs));
    }
}
