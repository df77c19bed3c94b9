package io.tidegate.api.local;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.api.export.Listed;
import io.tidegate.federation.declared.TwoWay;
import io.tidegate.federation.local.PlayerType;
import io.tidegate.federation.side.Held;
import io.tidegate.federation.side.LocalChangeStore;
import io.tidegate.federation.side.PlayerStore;
import io.tidegate.provider.Providers;
import java.util.List;
import java.util.stream.Stream;

/** Shows and changes players. */
public final class PlayerOperations {
    private static final Param[] FILTERS = {
        Param.text("q", "Only with these words in the name, or with this membership number."),
        Param.choice("status", "Only those who are so in the organization.", PlayerStore.STATES),
        Param.choice(
                "type",
                "Only youths, or adults, who are 18 or older.",
                Stream.of(PlayerType.values()).map(PlayerType::word).toList()),
        Param.flag("problem", "Only those whose record at the provider cannot be taken over as it stands.")
    };

    private final LocalDesk desk;

    public PlayerOperations(Providers providers) {
        this.desk = new LocalDesk(providers);
    }

    public List<Operation> operations() {
        return Stream.concat(
                        new Listed<>(
                                        "/players",
                                        Permission.RESOURCES_READ,
                                        "player",
                                        PlayerStore.Player.class,
                                        Listed.PAGE,
                                        "Players of the organization")
                                .by(PlayerOperations::list, FILTERS).stream(),
                        Stream.of(
                                Operation.get("/players/{player}", Permission.RESOURCES_READ, "player.show")
                                        .answers(PlayerDetail.class)
                                        .by(
                                                "A player, field by field beside what was synced last",
                                                PlayerOperations::show),
                                Operation.patch("/players/{player}", Permission.RECORDS_WRITE, "player.update")
                                        .body(PlayerEdit.class)
                                        .answers(PlayerDetail.class)
                                        .by("Edit a player", this::edit),
                                Operation.get("/players/{player}/history", Permission.RESOURCES_READ, "player.history")
                                        .takes(LocalHistory.FILTERS)
                                        .pages(LocalChangeStore.LocalChange.class)
                                        .by(
                                                "What happened to a player's fields, and by whom, newest first",
                                                PlayerOperations::history)))
                .toList();
    }

    private static Call.Pages<PlayerStore.Player> list(Call call) {
        PlayerStore.Filter filter =
                new PlayerStore.Filter(call.text("q"), call.text("status"), call.text("type"), call.flag("problem"));
        return (stores, after, limit) -> store(stores).page(filter, after, limit);
    }

    private static ApiResponse show(Call call) {
        long id = call.id("player");
        return call.look(stores -> shown(find(stores, id)));
    }

    private ApiResponse edit(Call call) {
        PlayerEdit wanted = call.body(PlayerEdit.class);
        long id = call.id("player");
        return call.act("players/" + id, stores -> {
            PlayerStore.Player player = find(stores, id).player();
            Held held = desk.hold(stores, TwoWay.PLAYER, id)
                    .orElseThrow(() -> new Problem(Problem.Kind.CONFLICT, PlayerDetail.elsewhere(player)));
            call.require(Long.toString(held.version()));
            desk.change(call, stores, held, new LocalDesk.Wish("person", "/*", wanted.wishes()));
            return shown(find(stores, id));
        });
    }

    private static ApiResponse history(Call call) {
        long id = call.id("player");
        return LocalHistory.pages(
                call,
                stores -> new LocalChangeStore.Subject(
                        TwoWay.PLAYER, find(stores, id).player().id()));
    }

    private static PlayerStore.Based find(Stores stores, long id) {
        return store(stores).find(id).orElseThrow(() -> Problem.missing("player", id));
    }

    private static ApiResponse shown(PlayerStore.Based based) {
        return ApiResponse.ok(PlayerDetail.of(based))
                .at(Long.toString(based.player().version()));
    }

    private static PlayerStore store(Stores stores) {
        return new PlayerStore(stores.scoped().jdbi(), stores.json());
    }
}
