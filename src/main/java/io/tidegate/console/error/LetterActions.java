package io.tidegate.console.error;

import io.tidegate.access.Permission;
import io.tidegate.api.operation.LetterOutcome;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.Action.Outcome;
import io.tidegate.console.page.Action.Question;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import io.tidegate.monitor.DeadLetterStore.Letter;
import java.util.List;
import java.util.Objects;

/** Decides about dead letters. */
final class LetterActions {
    private static final Link LETTERS = Link.to("/errors/letters");

    private LetterActions() {}

    static List<Action> all() {
        return List.of(
                new Action(
                        "/errors/letters/:letter/replay",
                        Section.ERRORS,
                        Permission.OPERATIONS_WRITE,
                        look -> ask(look, "Replay", "Its dock is queued again, for the types its job had to list."),
                        look -> decide(look, "replay")),
                new Action(
                        "/errors/letters/:letter/discard",
                        Section.ERRORS,
                        Permission.OPERATIONS_WRITE,
                        look -> ask(look, "Discard", "It is put away: nothing more is done about it."),
                        look -> decide(look, "discard")));
    }

    private static Question ask(Look look, String verb, String text) {
        Letter letter = look.get(Letter.class, "/dead-letters/" + look.at("letter"));
        String dock = letter.dock() == null ? "a dock that was removed" : Words.shortened(letter.dock(), 60);
        return new Question(
                verb + " dead letter " + letter.id() + " of " + dock + "?", text, List.of(), verb, Tone.GOOD, LETTERS);
    }

    private static Outcome decide(Look look, String verb) {
        String id = look.at("letter");
        LetterOutcome outcome =
                (LetterOutcome) Objects.requireNonNull(look.send("POST", "/dead-letters/" + id + "/" + verb, null));
        return Outcome.done("Dead letter " + outcome.id() + ": " + outcome.message(), LETTERS);
    }
}
