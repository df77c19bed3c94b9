package io.tidegate.api.conflict;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.api.export.Listed;
import io.tidegate.api.local.LocalDesk;
import io.tidegate.federation.compare.Strategy;
import io.tidegate.federation.side.ConflictStore;
import io.tidegate.federation.side.ConflictStore.Conflict;
import io.tidegate.federation.side.Editing;
import io.tidegate.federation.side.Held;
import io.tidegate.federation.side.LocalChangeStore;
import io.tidegate.provider.Providers;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows conflicts, and settles them by hand. */
public final class ConflictOperations {
    private static final Param[] FILTERS = {
        Param.text("field", "Only of this field."),
        Param.choice(
                "strategy",
                "Only those that this strategy settled.",
                Stream.of(Strategy.values()).map(Strategy::word).toList()),
        Param.choice("winner", "Only those that this side won.", ConflictStore.WINNERS),
        Param.choice("settled", "Only those that somebody settled by hand, or nobody.", List.of("true", "false")),
        Param.number("player", "Only of this player."),
        Param.number("record", "Only of this local record."),
        Param.text("kind", "Only of records of this kind: player, or as declarations name it."),
        Param.number("dock", "Only of this dock's runs."),
        Param.text("connector", "Only of this connector's runs: its code."),
        Param.number("history", "Only of this run: its number in the history."),
        Param.instant("since", "Only from this instant on."),
        Param.instant("until", "Only before this instant.")
    };

    private final LocalDesk desk;

    public ConflictOperations(Providers providers) {
        this.desk = new LocalDesk(providers);
    }

    public List<Operation> operations() {
        return Stream.concat(
                        new Listed<>(
                                        "/conflicts",
                                        Permission.RESOURCES_READ,
                                        "conflict",
                                        Conflict.class,
                                        Listed.PAGE,
                                        "Fields that both sides had changed, and who won, newest first")
                                .by(ConflictOperations::list, FILTERS).stream(),
                        Stream.of(
                                Operation.get("/conflicts/{conflict}", Permission.RESOURCES_READ, "conflict.show")
                                        .answers(ConflictDetail.class)
                                        .by("A conflict, and whether it can be settled by hand", this::show),
                                Operation.post(
                                                "/conflicts/{conflict}/settle",
                                                Permission.RECORDS_WRITE,
                                                "conflict.settle")
                                        .body(SettleWish.class)
                                        .answers(ConflictDetail.class)
                                        .by(
                                                "Settle a conflict by hand: have the field hold one side's value, or another",
                                                this::settle)))
                .toList();
    }

    private static Call.Pages<Conflict> list(Call call) {
        String settled = call.text("settled");
        ConflictStore.Filter filter = new ConflictStore.Filter(
                call.text("field"),
                call.text("strategy"),
                call.text("winner"),
                settled == null ? null : Boolean.valueOf(settled),
                call.number("player"),
                call.number("record"),
                call.text("kind"),
                call.number("dock"),
                call.text("connector"),
                call.number("history"),
                call.instant("since"),
                call.instant("until"));
        return (stores, after, limit) -> store(stores).page(filter, after, limit);
    }

    private ApiResponse show(Call call) {
        long id = call.id("conflict");
        return call.look(stores -> {
            Conflict conflict = find(stores, id);
            return shown(stores, conflict);
        });
    }

    private ApiResponse settle(Call call) {
        SettleWish wanted = call.body(SettleWish.class);
        long id = call.id("conflict");
        return call.act("conflicts/" + id, stores -> {
            Conflict before = find(stores, id);
            Held held = desk.hold(stores, before.kind(), before.recordId()).orElse(null);
            // whoever settled it meanwhile held the record until now
            Conflict conflict = find(stores, id);
            String obstacle = obstacle(stores, conflict, held);
            if (obstacle != null || held == null) {
                throw new Problem(Problem.Kind.CONFLICT, String.valueOf(obstacle));
            }
            Editing done = desk.change(
                    call,
                    stores,
                    held,
                    new LocalDesk.Wish(
                            "settled",
                            wanted.as().equals("value") ? "/value" : "/as",
                            Collections.singletonMap(conflict.field(), chosen(conflict, wanted))));
            store(stores)
                    .settle(
                            id,
                            new ConflictStore.Choice(
                                    wanted.as(),
                                    done.fields().get(conflict.field()),
                                    call.actor().name(),
                                    call.now()));
            stores.deed().detail("as", wanted.as());
            return shown(stores, find(stores, id));
        });
    }

    private static @Nullable String chosen(Conflict conflict, SettleWish wanted) {
        return switch (wanted.as()) {
            case "federation" -> conflict.federation();
            case "local" -> conflict.local();
            default -> wanted.value();
        };
    }

    private ApiResponse shown(Stores stores, Conflict conflict) {
        Held held = desk.read(stores, conflict.kind(), conflict.recordId()).orElse(null);
        return ApiResponse.ok(new ConflictDetail(
                conflict,
                held == null ? null : held.fields().get(conflict.field()),
                held == null ? null : held.version(),
                obstacle(stores, conflict, held)));
    }

    private @Nullable String obstacle(Stores stores, Conflict conflict, @Nullable Held held) {
        if (held == null) {
            return "Its record is not there any more, or another organization's by now.";
        } else if (conflict.settledAt() != null) {
            return "It was settled by hand by " + conflict.settledBy() + " at " + conflict.settledAt()
                    + ": edit the record to change the field again.";
        }
        Long newer = store(stores).newer(conflict).orElse(null);
        if (newer != null) {
            return "Both sides differed in this field again later: settle conflict " + newer + ".";
        } else if (desk.shape(held).same(conflict.field(), held.fields().get(conflict.field()), conflict.resolved())) {
            return null;
        }
        return new LocalChangeStore(stores.scoped().jdbi())
                .since(conflict)
                .map(last -> conflict.field() + " was changed since, by " + last.actor() + " at " + last.at()
                        + ": edit the record to change it again.")
                .orElse(conflict.field() + " was changed since: edit the record to change it again.");
    }

    private static Conflict find(Stores stores, long id) {
        return store(stores).find(id).orElseThrow(() -> Problem.missing("conflict", id));
    }

    private static ConflictStore store(Stores stores) {
        return new ConflictStore(stores.scoped().jdbi());
    }
}
