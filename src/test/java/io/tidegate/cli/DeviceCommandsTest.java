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

/** Devices and what provider data they get, by commands. */
class DeviceCommandsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);

    @BeforeEach
    void anOwner() {
        database.clear(
                "api_tokens",
                "device_cursors",
                "server_version_counter",
                "device_subscriptions",
                "synced_resources",
                "resources",
                "members",
                "people");
        commands = new CommandRun(home, database, Prompt.NOBODY).wide(160);
        join("ann@acme.example", "owner");
    }

    @Test
    void a_devices_token_is_printed_once_and_alone() {
        Result made = run("device create --name phone --id phone-1 --role viewer");

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out()).matches("tdg_[\\w-]{43}\n");
        assertThat(made.err())
                .isEqualTo("The token of device phone-1 (phone) is shown this once: hand it to the device.\n");
        assertThat(run("device list").out())
                .contains("phone-1", "ann@acme.example", "viewer", "never synced")
                .doesNotContain(made.out().strip());
        assertThat(database.texts("select action || ' ' || target from audit_log order by id desc limit 1"))
                .containsExactly("device.create devices/phone-1");
    }

    @Test
    void programs_read_the_same_as_from_rest() {
        JsonNode made = run("device create --name phone --id phone-1 --json").json();
        assertThat(made.path("id").asText()).isEqualTo("phone-1");
        assertThat(made.path("token").asText()).matches("tdg_[\\w-]{43}");

        JsonNode listed = run("device list --json").json();
        assertThat(listed.at("/items/0/id").asText()).isEqualTo("phone-1");
        assertThat(listed.at("/items/0/role").asText()).isEqualTo("editor");
        assertThat(listed.path("next").isNull()).isTrue();

        JsonNode rotated = run("device rotate phone-1 --json").json();
        assertThat(rotated.path("token").asText())
                .matches("tdg_[\\w-]{43}")
                .isNotEqualTo(made.path("token").asText());
    }

    @Test
    void the_list_says_how_far_each_device_is() {
        run("device create --name phone --id phone-1");
        run("device create --name desk --id desk-1");
        run("device create --name old --id old-1");
        run("device create --name short --id short-1 --expires 2026-03-01T12:00:01Z");
        database.jdbi().useHandle(handle -> {
            handle.execute("insert into server_version_counter values (1, 1200, 200)");
            handle.execute("""
                    insert into device_cursors
                    select 1, device_id, person_id, v, now(), now(), now() from api_tokens
                    join (values ('phone-1', 1200), ('desk-1', 1000), ('old-1', 100)) as c (device, v) on device = device_id
                    """);
            handle.execute("update api_tokens set expires_at = '2026-03-01T11:59:59Z' where device_id = 'short-1'");
        });

        Result listed = run("device list");

        assertThat(line(listed, "phone-1")).contains("1,200", "up to date");
        assertThat(line(listed, "desk-1")).contains("1,000", "200", "behind");
        assertThat(line(listed, "old-1")).contains("needs a snapshot");
        assertThat(line(listed, "short-1")).contains("expired");
        assertThat(listed.err()).isEqualTo("The workspace is at version 1200 and keeps 1000 changes.\n");
        assertThat(commands.wide(80).run("device", "list").out().lines())
                .allSatisfy(each -> assertThat(each.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void a_device_is_given_another_token_and_ended() {
        String first = run("device create --name phone --id phone-1").out();
        Result second = run("device rotate phone-1 --expires 90d");
        assertThat(second.out()).matches("tdg_[\\w-]{43}\n").isNotEqualTo(first);
        assertThat(run("device list --json").json().at("/items/0/expiresAt").asText())
                .isEqualTo("2026-05-30T12:00:00Z");

        assertThat(run("device revoke phone-1").out()).isEqualTo("Device phone-1 is revoked.\n");
        assertThat(run("device list").out()).isEqualTo("No devices.\n");
        refused(run("device revoke phone-1"), 1, "no device phone-1");
        refused(run("device rotate phone-1"), 1, "no device phone-1");
    }

    @Test
    void a_device_may_be_another_members_on_this_machine() {
        join("pat@acme.example", "device_user");
        run("device create --name desk --id desk-1 --member pat@acme.example");
        assertThat(line(run("device list"), "desk-1")).contains("pat@acme.example");
        refused(run("device create --name desk --member eve@else.example"), 1, "no member");
    }

    @Test
    void what_is_wrong_with_a_device_is_said_in_one_line() {
        refused(run("device create"), 2, "--name");
        refused(run("device create --name phone --role king"), 2, "viewer, editor and owner");
        refused(run("device create --name phone --expires soon"), 2, "--expires");
        refused(run("device create --name phone --id a/b"), 2, "1 to 64 letters");
        refused(run("device rotate"), 2, "DEVICE");
        refused(run("device show"), 2, "device --help");
        run("device create --name phone --id phone-1");
        refused(run("device create --name phone --id phone-1"), 1, "There is, or was, a device phone-1");
    }

    @Test
    void a_type_is_subscribed_to_looked_at_and_ended() {
        assertThat(run("device subscriptions").out())
                .isEqualTo("Devices get no records. Let them by ./tidegate device subscribe TYPE.\n");
        assertThat(run("device subscriptions --json").json()).hasToString("{\"items\":[],\"next\":null}");

        database.jdbi().useHandle(handle -> handle.execute("""
                    insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, data, fingerprint,
                                           first_seen_at, changed_at)
                    select 1, 1, 'digitalocean', 'servers', n, '{}', '', now(), now() from generate_series(1, 1240) as n
                    """));
        assertThat(run("device subscribe servers")).isEqualTo(new Result(0, "Devices get servers from now on.\n", ""));
        database.jdbi().useHandle(handle -> {
            handle.execute(
                    "insert into synced_resources select 1, n, 'servers', 1, '', '', n from generate_series(1, 800) n");
            handle.execute("update device_subscriptions set state = 'filling'");
        });
        assertThat(line(run("device subscriptions"), "servers")).contains("filling", "800", "1,240", "now");
        JsonNode one = run("device subscriptions --json").json().at("/items/0");
        assertThat(one.path("resourceType").asText()).isEqualTo("servers");
        assertThat(one.path("state").asText()).isEqualTo("filling");
        assertThat(one.path("synced").asLong()).isEqualTo(800);
        assertThat(one.path("standing").asLong()).isEqualTo(1_240);

        assertThat(run("device unsubscribe servers")).isEqualTo(new Result(0, "Devices get servers no more.\n", ""));
        assertThat(line(run("device subscriptions"), "servers")).contains("emptying");
        assertThat(run("device unsubscribe servers").exitCode())
                .as("while it ends")
                .isZero();
    }

    @Test
    void what_is_wrong_with_a_subscription_is_said_in_one_line() {
        refused(run("device subscribe"), 2, "TYPE");
        refused(run("device subscribe server"), 2, "is none of the types there are:");
        refused(run("device unsubscribe server"), 1, "There is no subscription to server.");
        assertThat(database.texts("select resource_type from device_subscriptions"))
                .isEmpty();
    }

    private static void refused(Result result, int exitCode, String why) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(why).hasLineCount(1);
    }

    private static String line(Result result, String word) {
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out()
                .lines()
                .filter(line -> line.startsWith(word))
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.out()));
    }

    private void join(String email, String role) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "with p as (insert into people (email, name, password, created_at) values (?, ?, 'x', now()) returning id)"
                                + " insert into members (org_id, person_id, role, created_at) select 1, id, ?, now() from p",
                        email,
                        email,
                        role));
    }

    private Result run(String line) {
        return commands.run(line.split(" "));
    }
}
