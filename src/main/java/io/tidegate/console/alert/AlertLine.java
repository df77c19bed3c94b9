package io.tidegate.console.alert;

import io.tidegate.api.alert.AlertView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Tone;
import java.util.Locale;

/** An alert, as pages show it. */
public record AlertLine(AlertView alert) {
    public boolean open() {
        return alert.state().equals("open");
    }

    public Tone tone() {
        if (!open()) {
            return Tone.IDLE;
        }
        return alert.severity().equals("critical") ? Tone.BAD : Tone.WARN;
    }

    /** "Critical", "Warning"; with a word where it is over. */
    public String word() {
        String severity = alert.severity();
        String word = severity.substring(0, 1).toUpperCase(Locale.ROOT) + severity.substring(1);
        return open() ? word : word + ", over";
    }

    /** Such as "dead letters". */
    public String rule() {
        return alert.rule().replace('_', ' ');
    }

    /** "4 failures in a row; alerts from 3 on". */
    public String measured() {
        return number(alert.value()) + " " + alert.unit() + "; alerts from " + number(alert.threshold()) + " on";
    }

    /** Why it is over. */
    public String ended() {
        String resolution = alert.resolution();
        return switch (resolution == null ? "" : resolution) {
            case "" -> "";
            case "cleared" -> "it is well again";
            case "gone" -> "what it was about is paused or removed";
            case "switched_off" -> "its rule was switched off";
            default -> String.valueOf(resolution);
        };
    }

    public Link page() {
        return Link.to("/alerts/" + alert.id());
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%,.1f", value);
    }
}
