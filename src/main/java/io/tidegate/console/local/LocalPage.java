package io.tidegate.console.local;

import io.tidegate.api.local.FieldState;
import io.tidegate.api.local.LocalRecordDetail;
import io.tidegate.api.local.PlayerDetail;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.View;
import io.tidegate.federation.side.LocalChangeStore.LocalChange;
import io.tidegate.federation.side.LocalRecordStore.LocalRecord;
import io.tidegate.federation.side.PlayerStore.Player;
import io.tidegate.page.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A player or another local record, beside what was synced last, with its history.
 *
 * @param list where it is listed
 * @param path its own, in the console as in the API
 * @param obstacle why it cannot be edited here; null where it can
 * @param problem why what its provider says of it cannot be taken over; null where it can
 * @param next earlier history; null at its end
 */
public record LocalPage(
        String title,
        Link list,
        String path,
        @Nullable String obstacle,
        @Nullable String problem,
        List<Fact> facts,
        List<FieldState> fields,
        List<LocalChange> changes,
        @Nullable Link next)
        implements Model {
    static final View PLAYER = new View("/players/:player", Section.PLAYERS, "local/record.jte", LocalPage::player);
    static final View RECORD =
            new View("/local-records/:record", Section.PLAYERS, "local/record.jte", LocalPage::record);

    private static final int PAGE = 50;

    public LocalPage {
        facts = List.copyOf(facts);
        fields = List.copyOf(fields);
        changes = List.copyOf(changes);
    }

    /**
     * Something to know of it.
     *
     * @param at a time to be told after the text; null for none
     */
    public record Fact(String name, String text, @Nullable Instant at) {}

    private static LocalPage player(Look look) {
        String path = "/players/" + look.at("player");
        PlayerDetail detail = look.get(PlayerDetail.class, path);
        Player player = detail.player();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Here",
                player.active() ? "active since" : "inactive since",
                player.endedAt() == null ? player.startedAt() : player.endedAt()));
        facts.add(new Fact("Age", player.playerType(), null));
        add(facts, "Membership number", player.membershipNumber());
        add(facts, "Membership", player.membershipStatus());
        add(facts, "Joined", player.joinedOn());
        ids(facts, player.externalIds());
        facts.add(new Fact("Synced", player.lastSyncedAt() == null ? "never" : "", player.lastSyncedAt()));
        facts.add(new Fact("Changed", "", player.updatedAt()));
        Page<LocalChange> changes = history(look, path);
        return new LocalPage(
                player.firstName() + " " + player.lastName(),
                Link.to("/players"),
                path,
                detail.obstacle(),
                player.problem(),
                facts,
                detail.fields(),
                changes.items(),
                next(look, changes));
    }

    private static LocalPage record(Look look) {
        String path = "/local-records/" + look.at("record");
        LocalRecordDetail detail = look.get(LocalRecordDetail.class, path);
        LocalRecord record = detail.record();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Kind", record.kind().replace('_', ' '), null));
        facts.add(new Fact("Here", record.active() ? "active" : "inactive", null));
        ids(facts, record.externalIds());
        facts.add(new Fact("Synced", record.lastSyncedAt() == null ? "never" : "", record.lastSyncedAt()));
        facts.add(new Fact("Changed", "", record.updatedAt()));
        Page<LocalChange> changes = history(look, path);
        return new LocalPage(
                LocalRecordsPage.name(record),
                Link.to("/local-records"),
                path,
                null,
                record.problem(),
                facts,
                detail.fields(),
                changes.items(),
                next(look, changes));
    }

    private static void add(List<Fact> facts, String name, @Nullable String text) {
        if (text != null) {
            facts.add(new Fact(name, text, null));
        }
    }

    private static void ids(List<Fact> facts, Map<String, @Nullable String> ids) {
        ids.forEach((source, id) -> add(facts, "Id at " + source, id));
    }

    private static Page<LocalChange> history(Look look, String path) {
        String after = look.query("after");
        return look.page(
                LocalChange.class,
                path + "/history",
                after == null ? Map.of("limit", PAGE) : Map.of("limit", PAGE, "after", after));
    }

    private static @Nullable Link next(Look look, Page<LocalChange> page) {
        return page.next() == null ? null : look.link().with("after", page.next());
    }

    /** What became of a field since its source told it. */
    public static String state(FieldState field) {
        if (!field.synced()) {
            return field.source() == null ? "never synced" : "not told";
        }
        return field.edited() ? "edited here" : "the same";
    }

    public static Tone tone(LocalChange change) {
        return switch (change.event()) {
            case "conflict" -> Tone.WARN;
            case "federation" -> Tone.BUSY;
            default -> Tone.GOOD;
        };
    }

    /** Who did it, in the place of a word of ours. */
    public static String word(LocalChange change) {
        return switch (change.event()) {
            case "federation" -> "synced";
            case "person" -> "edited";
            default -> change.event();
        };
    }
}
