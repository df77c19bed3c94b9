package io.tidegate.console.conflict;

import io.tidegate.access.Permission;
import io.tidegate.api.conflict.ConflictDetail;
import io.tidegate.api.conflict.SettleWish;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.Action.Input;
import io.tidegate.console.page.Action.Outcome;
import io.tidegate.console.page.Action.Question;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import io.tidegate.federation.side.ConflictStore.Conflict;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settles conflicts otherwise than their runs did. */
final class SettleActions {
    private static final int MOST_CHARACTERS = 200;

    private SettleActions() {}

    static List<Action> all() {
        return List.of(action("federation"), action("local"), action("value"));
    }

    private static Action action(String as) {
        return new Action(
                "/conflicts/:conflict/settle/" + as,
                Section.CONFLICTS,
                Permission.RECORDS_WRITE,
                look -> ask(look, as),
                look -> settle(look, as));
    }

    private static Question ask(Look look, String as) {
        ConflictDetail detail = look.get(ConflictDetail.class, "/conflicts/" + look.at("conflict"));
        Conflict conflict = detail.conflict();
        ConflictLine line = new ConflictLine(conflict);
        String what = conflict.field() + " of " + Words.shortened(line.name(), 60);
        String now = "It holds " + shown(detail.current()) + " now.";
        return switch (as) {
            case "federation" ->
                new Question(
                        "Take what " + conflict.source() + " says for " + what + "?",
                        now + " It will hold " + shown(conflict.federation()) + ".",
                        List.of(),
                        "Take theirs",
                        Tone.GOOD,
                        line.page());
            case "local" ->
                new Question(
                        "Keep ours for " + what + "?",
                        now + " It will hold " + shown(conflict.local()) + ", and later runs keep it as a local edit.",
                        List.of(),
                        "Keep ours",
                        Tone.GOOD,
                        line.page());
            default ->
                new Question(
                        "What shall " + what + " be?",
                        now + " Later runs keep what you give here as a local edit.",
                        List.of(new Input("value", "Value", "text", detail.current(), "Empty: it holds nothing.")),
                        "Save",
                        Tone.GOOD,
                        line.page());
        };
    }

    private static Outcome settle(Look look, String as) {
        String id = look.at("conflict");
        String value = as.equals("value") ? Objects.requireNonNullElse(look.form("value"), "") : null;
        ConflictDetail done = (ConflictDetail)
                Objects.requireNonNull(look.send("POST", "/conflicts/" + id + "/settle", new SettleWish(as, value)));
        ConflictLine line = new ConflictLine(done.conflict());
        return Outcome.done(
                "Settled: " + line.conflict().field() + " of " + Words.shortened(line.name(), 60) + " holds "
                        + shown(done.current()) + ".",
                line.page());
    }

    private static String shown(@Nullable String value) {
        return value == null ? "nothing" : "“" + Words.shortened(value, MOST_CHARACTERS) + "”";
    }
}
