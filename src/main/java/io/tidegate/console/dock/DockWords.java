package io.tidegate.console.dock;

import io.tidegate.api.dock.DockView;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import io.tidegate.dock.DockHealth;
import java.time.Duration;
import java.util.Locale;

/** How a dock is and what its plan is, in words and tones. */
final class DockWords {
    private DockWords() {}

    static DockHealth.Word word(DockView dock) {
        return DockHealth.Word.valueOf(dock.health().word().toUpperCase(Locale.ROOT));
    }

    static Tone tone(DockView dock) {
        return switch (dock.health().status()) {
            case "unhealthy" -> Tone.BAD;
            case "degraded" -> Tone.WARN;
            case "paused" -> Tone.IDLE;
            case "pending" -> Tone.BUSY;
            default ->
                switch (word(dock)) {
                    case SYNCING, WAITING_FOR_BUDGET -> Tone.BUSY;
                    default -> Tone.GOOD;
                };
        };
    }

    /** "every 5 min", "every 5 min, down to every 60 min while nothing changes", "by cron 0 0 * * * ?". */
    static String plan(DockView dock) {
        String cron = dock.cron();
        if (cron != null) {
            return "by cron " + cron + " (UTC)";
        }
        Long slowest = dock.maxIntervalSeconds();
        return "every " + span(dock.intervalSeconds())
                + (slowest == null ? "" : ", down to every " + span(slowest) + " while nothing changes");
    }

    /** "12 s", "3 min". */
    static String span(long seconds) {
        return Words.span(Duration.ofSeconds(seconds));
    }

    /** Words of a declaration as people write them. */
    static String plain(String word) {
        return word.replace('_', ' ');
    }
}
