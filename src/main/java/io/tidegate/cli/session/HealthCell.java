package io.tidegate.cli.session;

import io.tidegate.cli.terminal.Look;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.dock.DockHealth;
import java.time.Instant;

/** A dock's health word in a table. */
public final class HealthCell {
    private HealthCell() {}

    /** The word with its end, in the colour of its severity. */
    public static Table.Cell of(DockHealth health, Look look, Instant now) {
        String running = health.running() && health.word() != DockHealth.Word.SYNCING ? ", syncing" : "";
        return new Table.Cell(health.text(look.zone(), now) + running, tone(health.severity()));
    }

    private static Tone tone(DockHealth.Severity severity) {
        return switch (severity) {
            case OK -> Tone.GOOD;
            case WARN -> Tone.WARN;
            case BAD -> Tone.BAD;
        };
    }
}
