package io.tidegate.console.dock;

import io.tidegate.access.Permission;
import io.tidegate.api.dock.DockView;
import io.tidegate.api.operation.LetterOutcome;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.Action.Outcome;
import io.tidegate.console.page.Action.Question;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.View;
import io.tidegate.monitor.DeadLetterStore.Letter;
import java.util.List;

/** The pages of docks, and what can be pressed on them. */
public final class DockPages {
    private DockPages() {}

    public static List<View> views() {
        return List.of(DockPage.VIEW, RecordsPage.VIEW, RecordPage.VIEW);
    }

    public static List<Action> actions() {
        return List.of(
                action("sync", Permission.DOCKS_SYNC, DockQuestions::askSync, DockQuestions::sync),
                action(
                        "pause",
                        Permission.DOCKS_WRITE,
                        look -> question(
                                look,
                                "Pause %s?",
                                "What runs now ends; nothing starts by itself until it is resumed. Its records stay.",
                                "Pause"),
                        look -> change(look, "pause", "%s is paused.")),
                action(
                        "resume",
                        Permission.DOCKS_WRITE,
                        look -> question(look, "Resume %s?", "It is synced at once, then as planned.", "Resume"),
                        look -> change(look, "resume", "%s goes on.")),
                action("schedule", Permission.DOCKS_WRITE, DockQuestions::askSchedule, DockQuestions::schedule),
                action(
                        "confirm-deletions",
                        Permission.OPERATIONS_WRITE,
                        look -> grave(
                                look,
                                "Let the deletions of %s happen?",
                                "Records that the last complete lists lack are marked as deleted by the next sync. Do this"
                                        + " only where they are really gone at the provider.",
                                "Let them happen"),
                        look -> change(
                                look, "confirm-deletions", "The next sync of %s marks as deleted what is gone.")),
                letter(
                        "replay",
                        "Replay this dead letter?",
                        "The dock is queued for what this job had to list.",
                        "Replay",
                        Tone.GOOD),
                letter(
                        "discard",
                        "Discard this dead letter?",
                        "Nothing more is done about it. It stays on record as discarded.",
                        "Discard",
                        Tone.BAD));
    }

    private static Action action(String verb, Permission permission, Action.Asking asking, Action.Doing doing) {
        return new Action("/docks/:dock/" + verb, Section.OVERVIEW, permission, asking, doing);
    }

    private static Action letter(String verb, String title, String text, String press, Tone tone) {
        return action(
                "letters/:letter/" + verb,
                Permission.OPERATIONS_WRITE,
                look -> {
                    DockView dock = DockQuestions.dock(look);
                    Letter letter = look.get(Letter.class, "/dead-letters/" + look.at("letter"));
                    return new Question(
                            title,
                            letter.errorCode() + ": " + letter.error() + " " + text,
                            List.of(),
                            press,
                            tone,
                            DockQuestions.page(dock));
                },
                look -> {
                    DockView dock = DockQuestions.dock(look);
                    LetterOutcome outcome =
                            (LetterOutcome) look.send("POST", "/dead-letters/" + look.at("letter") + "/" + verb, null);
                    return Outcome.done(
                            outcome == null ? "Done." : "Dead letter " + outcome.id() + ": " + outcome.message(),
                            DockQuestions.page(dock));
                });
    }

    private static Question question(Look look, String title, String text, String press) {
        DockView dock = DockQuestions.dock(look);
        return new Question(
                String.format(title, dock.name()), text, List.of(), press, Tone.GOOD, DockQuestions.page(dock));
    }

    private static Question grave(Look look, String title, String text, String press) {
        Question asked = question(look, title, text, press);
        return new Question(asked.title(), text, List.of(), press, Tone.BAD, asked.back());
    }

    private static Outcome change(Look look, String verb, String told) {
        DockView dock = DockQuestions.dock(look);
        look.send("POST", "/docks/" + dock.id() + "/" + verb, null);
        return Outcome.done(String.format(told, dock.name()), DockQuestions.page(dock));
    }
}
