package io.tidegate.api.operation;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.api.export.Listed;
import io.tidegate.monitor.DeadLetterStore.Filter;
import io.tidegate.monitor.DeadLetterStore.Letter;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Reads dead letters, and decides about them. */
public final class LetterOperations {
    private LetterOperations() {}

    public static List<Operation> operations() {
        return Stream.concat(
                        new Listed<>(
                                        "/dead-letters",
                                        Permission.OPERATIONS_READ,
                                        "dead_letter",
                                        Letter.class,
                                        Listed.PAGE,
                                        "What could not be done and waits for a decision, newest first")
                                        .by(
                                                LetterOperations::list,
                                                Param.number("dock", "Only this dock's."),
                                                Param.text("provider", "Only of this provider's docks."),
                                                Param.flag("resolved", "Those too that were replayed or discarded."),
                                                Param.instant("since", "Only those written from this instant on."),
                                                Param.instant("until", "Only those written before this instant."),
                                                Param.ORDER)
                                        .stream(),
                        single())
                .toList();
    }

    private static Stream<Operation> single() {
        return Stream.of(
                Operation.get("/dead-letters/{letter}", Permission.OPERATIONS_READ, "dead_letter.show")
                        .answers(Letter.class)
                        .by("A dead letter", LetterOperations::show),
                Operation.post("/dead-letters/{letter}/replay", Permission.OPERATIONS_WRITE, "dead_letter.replay")
                        .answers(LetterOutcome.class)
                        .by(
                                "Queues its dock again, for the types its job had to list",
                                call -> decide(call, LetterDecisions::replay)),
                Operation.post("/dead-letters/{letter}/discard", Permission.OPERATIONS_WRITE, "dead_letter.discard")
                        .answers(LetterOutcome.class)
                        .by(
                                "Puts it away: nothing more is done about it",
                                call -> decide(call, LetterDecisions::discard)));
    }

    private static Call.Pages<Letter> list(Call call) {
        Filter filter = new Filter(
                call.number("dock"),
                call.text("provider"),
                call.flag("resolved"),
                call.instant("since"),
                call.instant("until"));
        return (stores, after, limit) -> call.oldest()
                ? stores.deadLetters().oldest(filter, after, limit)
                : stores.deadLetters().recent(filter, after, limit);
    }

    private static ApiResponse show(Call call) {
        return call.look(stores -> ApiResponse.ok(find(stores, call.id("letter"))));
    }

    private static ApiResponse decide(Call call, BiFunction<LetterDecisions, Letter, LetterOutcome> decision) {
        long id = call.id("letter");
        return call.act("dead-letters/" + id, stores -> {
            Letter letter = find(stores, id);
            LetterDecisions decisions =
                    new LetterDecisions(stores.docks(), stores.queue(), stores.deadLetters(), call.now());
            Instant resolved = letter.resolvedAt();
            LetterOutcome outcome = resolved == null
                    ? decision.apply(decisions, letter)
                    : LetterOutcome.resolved(id, letter.resolution(), "at " + resolved);
            if (!outcome.good()) {
                throw new Problem(
                        Problem.Kind.CONFLICT,
                        outcome.message(),
                        List.of(new Problem.Fault("outcome", outcome.outcome())));
            }
            stores.deed().detail("outcome", outcome.outcome());
            return ApiResponse.ok(outcome);
        });
    }

    private static Letter find(Stores stores, long id) {
        return stores.deadLetters().find(List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> Problem.missing("dead letter", id));
    }
}
