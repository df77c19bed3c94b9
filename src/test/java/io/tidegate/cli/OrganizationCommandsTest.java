package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class OrganizationCommandsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);

    @BeforeEach
    void one() {
        database.clear("docks", "members", "people");
        commands = new CommandRun(home, database, Prompt.NOBODY);
    }

    @Test
    void an_organization_is_made_with_what_lets_its_owner_in_once() {
        Result made = commands.run("org", "create", "harbour", "--owner", "Ada@example.org");

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out()).contains("harbour", "ada@example.org").containsPattern("tdgi_[A-Za-z0-9_-]{43}");
        assertThat(made.err()).contains("/invitation");
        assertThat(commands.run("org", "list").out()).contains("default", "harbour");
        assertThat(commands.run("member", "list", "--org", "harbour").out()).contains("ada@example.org", "invited");
        assertThat(commands.run("member", "list").out()).contains("No members yet");
        assertThat(commands.run("org", "create", "harbour", "--owner", "a@example.org")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void a_command_acts_in_the_organization_that_is_named() {
        commands.run("org", "create", "quay", "--owner", "ada@example.org");
        commands.run("dock", "add", "digitalocean", "--name", "main", "--no-token", "--org", "quay");

        assertThat(commands.run("dock", "list", "--org", "quay").out()).contains("main");
        assertThat(commands.run("--org", "quay", "dock", "list").out()).contains("main");
        assertThat(commands.run("dock", "list").out()).contains("No docks yet");
        Result none = commands.run("dock", "list", "--org", "nowhere");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("--org", "no organization of that slug");
    }

    @Test
    void what_new_docks_get_is_set_and_shown() {
        assertThat(commands.run("org", "set", "--interval", "300", "--enabled", "false")
                        .out())
                .contains("every 5 min, paused at first");
        JsonNode own = commands.run("org", "show", "--json").json();
        assertThat(own.at("/dockDefaults/intervalSeconds").asInt()).isEqualTo(300);
        assertThat(commands.run("org", "set", "--interval", "59").exitCode()).isEqualTo(2);
        assertThat(commands.run("org", "set").exitCode()).isEqualTo(2);
        assertThat(commands.run("org", "set", "--interval", "60", "--enabled", "true")
                        .exitCode())
                .isZero();
    }

    @Test
    void members_are_invited_changed_and_removed() {
        commands.run("member", "invite", "ada@example.org", "--role", "owner");
        assertThat(commands.run("member", "invite", "bo@example.org", "--role", "king")
                        .err())
                .contains("ROLE: is one of owner, admin");
        Result invited = commands.run("member", "invite", "bo@example.org", "--role", "support");
        assertThat(invited.out()).contains("bo@example.org", "support", "tdgi_");
        assertThat(commands.run("member", "set", "bo@example.org", "--role", "admin")
                        .out())
                .isEqualTo("bo@example.org is admin now.\n");
        assertThat(commands.run("member", "remove", "bo@example.org").exitCode())
                .isZero();
        assertThat(commands.run("member", "remove", "bo@example.org").err()).contains("There is no member");
        assertThat(commands.run("audit", "--action", "member").out())
                .contains("local:", "member.invite", "member.update", "member.remove");
    }

    @Test
    void operators_are_made_on_this_machine_and_it_stands_in_the_log() {
        commands.run("member", "invite", "ada@example.org", "--role", "owner");

        assertThat(commands.run("member", "operator", "ada@example.org", "on").out())
                .isEqualTo("ada@example.org is an operator now.\n");
        assertThat(commands.run("member", "operator", "nobody@example.org", "on")
                        .exitCode())
                .isEqualTo(1);
        assertThat(commands.run("member", "recover", "ada@example.org").out()).matches("tdgi_[A-Za-z0-9_-]{43}\n");
        assertThat(database.texts("select action || ' ' || target || ' ' || result from audit_log where org_id is null"
                        + " order by id"))
                .containsExactly(
                        "person.operator people/ada@example.org done",
                        "person.operator people/nobody@example.org failed",
                        "person.recover people/ada@example.org done");
        assertThat(commands.run("member", "operator", "ada@example.org", "off", "--server", "https://a.example.org")
                        .err())
                .contains("on this machine only");
    }

    @Test
    void a_local_token_is_somebodys() {
        Result nobodys = commands.run("token", "create", "--name", "ci");
        assertThat(nobodys.exitCode()).isEqualTo(2);
        assertThat(nobodys.err()).contains("no owner of this organization has come yet");
        assertThat(commands.run("token", "create", "--name", "ci", "--expires", "soon", "--member", "a@b.example")
                        .err())
                .contains("90d or an instant");
        assertThat(commands.run("token", "list").out()).isEqualTo("No tokens.\n");
    }

    @Test
    void the_completion_names_every_command() {
        String script = commands.run("completion", "bash").out();
        assertThat(script).contains("complete -F", "compinit");
        for (String word : new String[] {
            "run",
            "demo",
            "dock",
            "webhook",
            "keys",
            "rotate",
            "org",
            "member",
            "recover",
            "token",
            "revoke",
            "export",
            "resources",
            "completion",
            "whoami",
            "audit",
            "dead-letter",
            "provider",
            "status",
            "--org",
            "--server"
        }) {
            assertThat(script).as(word).contains(word);
        }
    }

    @Test
    void tables_fit_80_columns() {
        commands.wide(80);
        commands.run(
                "member",
                "invite",
                "a-rather-long-name-of-somebody@of-some-long-domain.example.org",
                "--role",
                "owner");
        for (String command : new String[] {"audit", "member list", "org list", "provider list"}) {
            assertThat(commands.run(command.split(" ")).out().lines())
                    .as(command)
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        }
    }
}
