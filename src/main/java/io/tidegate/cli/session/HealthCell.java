package io.tidegate.cli.session;

import io.tidegate.api.dock.DockView;
import io.tidegate.cli.terminal.Look;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.dock.DockHealth;
import io.tidegate.dock.DockHealth.Severity;
import io.tidegate.dock.DockHealth.Word;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A dock's health word in a table. */
public final class HealthCell {
    private HealthCell() {}

    /** The word with its end, in the colour of its severity. */
    public static Table.Cell of(DockView.Health health, Look look, Instant now) {
        String running = health.running() && !isWord(health, Word.SYNCING) ? ", syncing" : "";
        return new Table.Cell(text(health, look.zone(), now) + running, tone(severity(health)));
    }

    /** The word with its end. */
    public static String text(DockView.Health health, ZoneId zone, Instant now) {
        return Arrays.stream(Word.values())
                .filter(word -> isWord(health, word))
                .findFirst()
                .map(word -> health(health, word).text(zone, now))
                // a newer server's
                .orElseGet(() -> health.word().replace('_', ' '));
    }

    private static DockHealth health(DockView.Health health, Word word) {
        return new DockHealth(
                word, health.until(), health.reason(), List.of(health.reason()), severity(health), health.running());
    }

    /** How bad it is. */
    public static Severity severity(DockView.Health health) {
        return switch (health.status()) {
            case "unhealthy" -> Severity.BAD;
            case "degraded" -> Severity.WARN;
            default -> Severity.OK;
        };
    }

    /** Whether that is the matter. */
    public static boolean isWord(DockView.Health health, Word word) {
        return health.word().equals(word.name().toLowerCase(Locale.ROOT));
    }

    private static Tone tone(Severity severity) {
        return switch (severity) {
            case NONE, OK -> Tone.GOOD;
            case WARN -> Tone.WARN;
            case BAD -> Tone.BAD;
        };
    }
}
