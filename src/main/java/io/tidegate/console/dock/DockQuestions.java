package io.tidegate.console.dock;

import io.tidegate.api.Problem;
import io.tidegate.api.dock.DockEdit;
import io.tidegate.api.dock.DockView;
import io.tidegate.api.dock.QueuedSync;
import io.tidegate.api.dock.SyncWish;
import io.tidegate.api.provider.ProviderView;
import io.tidegate.console.page.Action.Input;
import io.tidegate.console.page.Action.Outcome;
import io.tidegate.console.page.Action.Question;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Questions about docks that have something to choose, and what is done by the answers. */
final class DockQuestions {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,8})\\s*(s|m|min|h|d)?");
    private static final String TYPE = "type-";

    private DockQuestions() {}

    static DockView dock(Look look) {
        return look.get(DockView.class, "/docks/" + look.at("dock"));
    }

    static Link page(DockView dock) {
        return Link.to("/docks/" + dock.id());
    }

    static Question askSync(Look look) {
        DockView dock = dock(look);
        String chosen = look.query("type");
        List<Input> types = new ArrayList<>();
        for (String type : types(look, dock)) {
            types.add(new Input(TYPE + type, DockWords.plain(type), "checkbox", "" + type.equals(chosen), ""));
        }
        return new Question(
                "Sync " + dock.name() + " now?",
                "It runs as soon as a worker is free. Without a tick it lists everything, with some it lists only these.",
                types,
                "Sync now",
                Tone.GOOD,
                page(dock));
    }

    static Outcome sync(Look look) {
        DockView dock = dock(look);
        List<String> chosen = types(look, dock).stream()
                .filter(type -> look.form(TYPE + type) != null)
                .toList();
        QueuedSync queued = (QueuedSync) look.send("POST", "/docks/" + dock.id() + "/sync", new SyncWish(chosen));
        String what = chosen.isEmpty()
                ? dock.name()
                : String.join(", ", chosen.stream().map(DockWords::plain).toList()) + " of " + dock.name();
        boolean before = queued != null && queued.alreadyQueued();
        return Outcome.done(
                before
                        ? "A sync of " + dock.name() + " was queued already; it does this too."
                        : "A sync of " + what + " is queued.",
                page(dock));
    }

    private static List<String> types(Look look, DockView dock) {
        List<String> wanted = dock.resourceTypes();
        if (wanted != null) {
            return wanted;
        }
        try {
            return look.get(ProviderView.class, "/providers/" + dock.provider()).types().stream()
                    .map(ProviderView.Type::name)
                    .toList();
        } catch (Problem notLoaded) {
            return List.of();
        }
    }

    static Question askSchedule(Look look) {
        DockView dock = dock(look);
        Long slowest = dock.maxIntervalSeconds();
        String cron = dock.cron();
        return new Question(
                "When is " + dock.name() + " synced?",
                "A shorter interval takes more of its call budget; the reserve of the account's owner is never touched.",
                List.of(
                        new Input(
                                "interval",
                                "Interval",
                                "text",
                                field(dock.intervalSeconds()),
                                "60 s or more: 90, 5m, 1h, 1d."),
                        new Input(
                                "slowest",
                                "While nothing changes, slow down to",
                                "text",
                                slowest == null ? "off" : field(slowest),
                                "off, or the longest interval it may come to."),
                        new Input(
                                "cron",
                                "Or by cron, in UTC",
                                "text",
                                cron == null ? "" : cron,
                                "Such as 0 15 2 * * ? for 02:15 each night; empty: by interval.")),
                "Save",
                Tone.GOOD,
                page(dock));
    }

    static Outcome schedule(Look look) {
        DockView dock = dock(look);
        String interval = look.form("interval");
        String slowest = look.form("slowest");
        String cron = look.form("cron");
        DockEdit edit = new DockEdit(
                null,
                null,
                null,
                interval == null ? null : Long.valueOf(seconds("interval", interval)),
                slowest == null || cron != null
                        ? null
                        : Long.valueOf(slowest.equals("off") ? 0 : seconds("slow down to", slowest)),
                cron == null ? "" : cron,
                null);
        look.send("PATCH", "/docks/" + dock.id(), edit);
        return Outcome.done(dock.name() + " is synced " + DockWords.plan(dock(look)) + ".", page(dock));
    }

    private static long seconds(String field, String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw Problem.invalid(field, "is a number of seconds such as 300, or 5m, 1h, 1d");
        }
        long number = Long.parseLong(matcher.group(1));
        @Nullable String unit = matcher.group(2);
        if (unit == null || unit.equals("s")) {
            return number;
        }
        return switch (unit) {
            case "h" -> Duration.ofHours(number).toSeconds();
            case "d" -> Duration.ofDays(number).toSeconds();
            default -> Duration.ofMinutes(number).toSeconds();
        };
    }

    private static String field(long seconds) {
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        } else if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 && seconds > 60 ? seconds / 60 + "m" : seconds + "s";
    }
}
