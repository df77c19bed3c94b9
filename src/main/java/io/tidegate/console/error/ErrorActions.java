package io.tidegate.console.error;

import io.tidegate.access.Permission;
import io.tidegate.api.Problem;
import io.tidegate.api.error.DismissedErrors;
import io.tidegate.api.error.ErrorChoice;
import io.tidegate.api.error.ErrorGroupView;
import io.tidegate.api.error.RetriedErrors;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.Action.Outcome;
import io.tidegate.console.page.Action.Question;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Notice;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tries errors again, or puts them away. */
final class ErrorActions {
    private static final Link ERRORS = Link.to("/errors");

    private ErrorActions() {}

    static List<Action> all() {
        return List.of(
                new Action(
                        "/errors/groups/:group/retry",
                        Section.ERRORS,
                        Permission.OPERATIONS_WRITE,
                        ErrorActions::askRetry,
                        ErrorActions::retry),
                new Action(
                        "/errors/groups/:group/dismiss",
                        Section.ERRORS,
                        Permission.OPERATIONS_WRITE,
                        ErrorActions::askDismiss,
                        ErrorActions::dismiss),
                new Action(
                        "/errors/:error/dismiss",
                        Section.ERRORS,
                        Permission.OPERATIONS_WRITE,
                        look -> new Question(
                                "Put error " + number(look) + " away?",
                                "It leaves the list of open errors. When it comes again it is a new one.",
                                List.of(),
                                "Put away",
                                Tone.GOOD,
                                Link.to("/errors/list")),
                        ErrorActions::dismissOne));
    }

    private static Question askRetry(Look look) {
        ErrorGroupView group = group(look);
        return new Question(
                "Try " + name(group) + " again now?",
                Words.count(group.docks(), "dock") + " (" + group.provider() + ") "
                        + (group.docks() == 1 ? "is" : "are")
                        + " queued for what failed, and run as soon as a worker is free. Docks that are stopped stay"
                        + " stopped.",
                List.of(),
                "Try again",
                Tone.GOOD,
                ERRORS);
    }

    private static Outcome retry(Look look) {
        ErrorGroupView group = group(look);
        RetriedErrors done =
                (RetriedErrors) Objects.requireNonNull(look.send("POST", "/errors/retry", choice(look, group)));
        StringBuilder said = new StringBuilder(
                done.docks() == 0
                        ? "Nothing was queued."
                        : Words.count(done.docks(), "dock") + " queued for " + Words.count(done.errors(), "error")
                                + ".");
        if (!done.stopped().isEmpty()) {
            said.append(" Stopped, resume first: ")
                    .append(Words.names(done.stopped()))
                    .append('.');
        } else if (done.notTried() > 0) {
            said.append(' ').append(Words.count(done.notTried(), "dock")).append(" of it removed since.");
        }
        if (done.more()) {
            said.append(" There may be more: press it again.");
        }
        return new Outcome(new Notice(done.docks() == 0 ? Tone.WARN : Tone.GOOD, said.toString()), ERRORS);
    }

    private static Question askDismiss(Look look) {
        ErrorGroupView group = group(look);
        return new Question(
                "Put " + name(group) + " away?",
                Words.count(group.unresolved(), "open error") + " of " + Words.count(group.docks(), "dock")
                        + " leave this list. Nothing is mended by it: what comes again is a new error.",
                List.of(),
                "Put away",
                Tone.GOOD,
                ERRORS);
    }

    private static Outcome dismiss(Look look) {
        ErrorGroupView group = group(look);
        DismissedErrors done =
                (DismissedErrors) Objects.requireNonNull(look.send("POST", "/errors/dismiss", choice(look, group)));
        String more = done.more() ? " There may be more: press it again." : "";
        return Outcome.done(Words.count(done.errors(), "error") + " put away." + more, ERRORS);
    }

    private static Outcome dismissOne(Look look) {
        String number = number(look);
        look.send("POST", "/errors/" + number + "/dismiss", null);
        return Outcome.done("Error " + number + " is put away.", Link.to("/errors/list"));
    }

    private static String number(Look look) {
        return look.at("error");
    }

    private static String name(ErrorGroupView group) {
        GroupCard card = new GroupCard(group, ERRORS);
        return card.kind() + " of " + card.subject();
    }

    /** What the page that was pressed on told of, and no more. */
    private static ErrorChoice choice(Look look, ErrorGroupView group) {
        String dock = look.query("dock");
        return new ErrorChoice(
                group.group(), dock == null ? null : Long.valueOf(dock), look.query("provider"), null, null);
    }

    private static ErrorGroupView group(Look look) {
        Map<String, @Nullable String> query = new HashMap<>();
        query.put("group", look.at("group"));
        query.put("dock", look.query("dock"));
        query.put("provider", look.query("provider"));
        return look.page(ErrorGroupView.class, "/errors/groups", query).items().stream()
                .findFirst()
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND, "No open errors are of this cause any more: there is nothing to do."));
    }
}
