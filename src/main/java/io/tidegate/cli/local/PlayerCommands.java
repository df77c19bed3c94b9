package io.tidegate.cli.local;

import io.tidegate.api.local.PlayerDetail;
import io.tidegate.api.local.PlayerEdit;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.federation.side.PlayerStore.Player;
import io.tidegate.page.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The group {@code player}. */
@Command(name = "player", description = "Players, which are edited here and at a federation: list, show, set, history.")
final class PlayerCommands {
    private static final String PATH = "/players";

    private PlayerCommands() {}

    static CommandLine of(Workspace workspace) {
        return new CommandLine(new PlayerCommands())
                .addSubcommand(new Listing(workspace))
                .addSubcommand(new Show(workspace))
                .addSubcommand(new Set(workspace))
                .addSubcommand(new LocalHistoryCommand(workspace, PATH));
    }

    private static void show(Workspace workspace, PlayerDetail detail) {
        Player player = detail.player();
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("Player", player.id() + "  " + player.firstName() + " " + player.lastName());
        facts.put(
                "Here",
                (player.active() ? "active" : "inactive") + ", "
                        + Words.relative(
                                player.endedAt() == null ? player.startedAt() : player.endedAt(), workspace.now()));
        facts.put("Age", player.playerType());
        facts.put("Membership", player.membershipNumber());
        facts.put("Status", player.membershipStatus());
        player.externalIds().forEach((source, id) -> facts.put("Id at " + source, id));
        facts.put("Synced", Words.relative(player.lastSyncedAt(), workspace.now()));
        facts.put("Problem", player.problem());
        facts.put("Not edited here", detail.obstacle());
        workspace.screen().facts(facts);
        workspace.screen().line("");
        workspace.screen().table(FieldTable.of(detail.fields()));
    }

    @Command(name = "list", description = "Players of the organization.")
    private static final class Listing implements Callable<Integer> {
        private static final int DEFAULT_LIMIT = 50;

        private final Workspace workspace;

        @Mixin
        private final PlayerOptions options = new PlayerOptions();

        @Mixin
        private final PageOptions pages = new PageOptions();

        @Mixin
        private final JsonOption json = new JsonOption();

        Listing(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            Page<Player> page = pages.read(workspace, PATH, options.query(workspace), DEFAULT_LIMIT, Player.class);
            if (json.wanted()) {
                workspace.screen().json(page.items(), page.next());
                return 0;
            } else if (page.items().isEmpty()) {
                workspace.screen().line("No players like that.");
                return 0;
            }
            Table table = new Table(
                    Column.number("ID"),
                    Column.text("NAME", 12),
                    Column.of("BORN"),
                    Column.of("HERE"),
                    Column.text("NUMBER", 6).whenWide(),
                    Column.text("E-MAIL", 12).whenWide(),
                    Column.text("PROBLEM", 8).whenWide());
            for (Player player : page.items()) {
                table.add(
                        player.id(),
                        player.firstName() + " " + player.lastName(),
                        player.dateOfBirth(),
                        new Table.Cell(
                                player.active() ? "active" : "inactive", player.active() ? Tone.GOOD : Tone.FAINT),
                        Words.or(player.membershipNumber()),
                        Words.or(player.email()),
                        player.problem() == null ? "" : player.problem());
            }
            workspace.screen().table(table);
            PageOptions.more(workspace, page.next());
            return 0;
        }
    }

    @Command(name = "show", description = "A player, field by field beside what was synced last.")
    private static final class Show implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "ID", description = "Their number in the list.")
        private long id;

        @Mixin
        private final JsonOption json = new JsonOption();

        Show(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            PlayerDetail detail = workspace.link().get(PATH + "/" + id, PlayerDetail.class);
            if (json.wanted()) {
                workspace.screen().json(detail);
            } else {
                show(workspace, detail);
            }
            return 0;
        }
    }

    @Command(name = "set", description = "Edit a player; an empty text empties a field, what is not named stays.")
    private static final class Set implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "ID", description = "Their number in the list.")
        private long id;

        @Option(names = "--first-name", paramLabel = "NAME", description = "First name.")
        private @Nullable String first;

        @Option(names = "--last-name", paramLabel = "NAME", description = "Last name.")
        private @Nullable String last;

        @Option(names = "--date-of-birth", paramLabel = "DATE", description = "Such as 2010-03-04 or 04/03/2010.")
        private @Nullable String born;

        @Option(names = "--gender", paramLabel = "WORD", description = "Gender.")
        private @Nullable String gender;

        @Option(names = "--email", paramLabel = "ADDRESS", description = "E-mail address.")
        private @Nullable String email;

        @Option(names = "--phone", paramLabel = "NUMBER", description = "Without a country's prefix it is Irish.")
        private @Nullable String phone;

        @Option(names = "--address", paramLabel = "TEXT", description = "In one line, its parts separated by commas.")
        private @Nullable String address;

        @Mixin
        private final JsonOption json = new JsonOption();

        Set(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            PlayerEdit edit = new PlayerEdit(
                    first, last, born, gender, email, phone, address, null, null, null, null, null, null);
            if (edit.equals(
                    new PlayerEdit(null, null, null, null, null, null, null, null, null, null, null, null, null))) {
                throw CommandException.wrongUse("Say what is to change, such as --email or --phone.");
            }
            PlayerDetail detail = workspace.link().send("PATCH", PATH + "/" + id, edit, PlayerDetail.class);
            if (json.wanted()) {
                workspace.screen().json(detail);
            } else {
                show(workspace, detail);
            }
            return 0;
        }
    }
}
