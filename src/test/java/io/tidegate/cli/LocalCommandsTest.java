package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.api.ApiRows;
import io.tidegate.api.FederationRows;
import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LocalCommandsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static int made;

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);
    private FederationRows.Ids ids = new FederationRows.Ids(0, 0, 0, 0);

    @BeforeEach
    void aPlayerAndAConflict() {
        FederationRows.clear(database);
        commands = new CommandRun(home, database, Prompt.NOBODY).wide(140);
        ids = ApiRows.fill(database, 1, "commands-" + ++made).federation();
    }

    @Test
    void players_are_listed_shown_and_edited() {
        assertThat(commands.run("player", "list").out()).contains("Aoife Byrne", "2012-03-04", "active");
        assertThat(commands.run("player", "list", "--name", "nobody").out()).contains("No players like that.");
        assertThat(commands.run("player", "list", "--status", "gone").exitCode())
                .isEqualTo(2);
        assertThat(commands.run("player", "show", id(ids.player())).out())
                .contains("Aoife Byrne", "b@example.org", "edited", "dateOfBirth is no date");

        Result edited = commands.run("player", "set", id(ids.player()), "--phone", "086 765 4321", "--gender", "F");
        assertThat(edited.exitCode()).isZero();
        assertThat(edited.out()).contains("+353867654321");
        assertThat(commands.run("player", "history", id(ids.player())).out()).contains("person", "phone", "conflict");
        Result wrong = commands.run("player", "set", id(ids.player()), "--date-of-birth", "31/02/2012");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--date-of-birth: is no date");
        assertThat(commands.run("player", "set", id(ids.player())).exitCode()).isEqualTo(2);
        assertThat(commands.run("player", "show", "999999").exitCode()).isEqualTo(1);
        assertThat(commands.run("export", "players", "--format", "csv").out().lines())
                .hasSize(2);
    }

    @Test
    void other_records_are_edited_by_field() {
        assertThat(commands.run("record", "list", "--kind", "contact").out()).contains("Ann", "contact");
        assertThat(commands.run("record", "set", id(ids.record()), "--field", "city=Limerick", "--field", "name=")
                        .out())
                .contains("Limerick", "Galway");
        assertThat(commands.run("record", "show", id(ids.record()), "--json")
                        .json()
                        .at("/record/version")
                        .asInt())
                .isEqualTo(2);
        assertThat(commands.run("record", "history", id(ids.record()), "--json")
                        .json()
                        .path("items"))
                .hasSize(2);
    }

    @Test
    void conflicts_are_listed_and_settled() {
        assertThat(commands.run("conflicts", "--field", "email").out())
                .contains("Aoife Byrne", "f@example.org", "a@example.org", "local_wins");
        assertThat(commands.run("conflicts", "--settled").out()).contains("No conflicts.");
        assertThat(commands.run("conflict", "show", id(ids.conflict())).out())
                .contains("both sides changed it", "To settle");
        assertThat(commands.run("conflict", "settle", id(ids.conflict())).exitCode())
                .isEqualTo(2);

        assertThat(commands.run("conflict", "settle", id(ids.conflict()), "--as", "federation")
                        .out())
                .contains("as federation by local:");
        Result again = commands.run("conflict", "settle", id(ids.conflict()), "--value", "x@example.org");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("It was settled by hand");
        assertThat(commands.run("export", "conflicts", "--format", "csv").out().lines())
                .hasSize(2);
    }

    @Test
    void history_tells_what_runs_came_to() {
        assertThat(commands.run("history", "--status", "partial").out()).contains("partial", "TOLD");
        assertThat(commands.run("history", id(ids.history())).out()).contains("is no date", "both sides changed it");
        assertThat(commands.run("history", "--json")
                        .json()
                        .at("/items/0/processed")
                        .asInt())
                .isEqualTo(3);
        assertThat(commands.run("export", "history").out()).contains("\"processed\":3");
    }

    @Test
    void what_cannot_be_taken_over_is_listed_with_why() {
        assertThat(commands.run("import-problems").out())
                .contains("members", "dateOfBirth is no date", "player " + ids.player());
        assertThat(commands.run("import-problems", "--kind", "contact").out())
                .isEqualTo("No problems: all records are taken over.\n");
        assertThat(commands.run("import-problems", "--json")
                        .json()
                        .at("/items/0/problem")
                        .asText())
                .isEqualTo("dateOfBirth is no date");
        assertThat(commands.wide(40).run("import-problems").out())
                .as("in a narrow terminal")
                .contains("dateOfBirth is no date");
        assertThat(commands.run("import-problems", "--dock", "nowhere").exitCode())
                .isEqualTo(1);
    }

    private static String id(long number) {
        return Long.toString(number);
    }
}
