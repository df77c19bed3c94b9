package io.tidegate.console.page;

import io.tidegate.dock.DockHealth;

/** How something looks. A mark goes with each, so that no meaning hangs on colour alone. */
public enum Tone {
    GOOD,
    BUSY,
    IDLE,
    WARN,
    BAD;

    /** The tone of a dock's health. */
    public static Tone of(DockHealth health) {
        return switch (health.severity()) {
            case BAD -> BAD;
            case WARN -> WARN;
            case NONE, OK ->
                switch (health.word()) {
                    case PAUSED -> IDLE;
                    case PENDING, SYNCING, WAITING_FOR_BUDGET -> BUSY;
                    default -> GOOD;
                };
        };
    }

    /** The tone of a run's status. */
    public static Tone ofRun(String status) {
        return switch (status) {
            case "success" -> GOOD;
            case "started" -> BUSY;
            case "partial" -> WARN;
            default -> BAD;
        };
    }

    /** Its name in the style sheet. */
    public String style() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
