package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AlertCommandsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);

    @BeforeEach
    void oneAlert() {
        database.clear("alerts", "alert_channels", "alert_rules", "alert_deliveries");
        commands = new CommandRun(home, database, Prompt.NOBODY).wide(160);
        database.jdbi().useHandle(handle -> handle.execute("""
                insert into alerts (org_id, rule, subject, severity, state, message, value, threshold, raised_at, last_seen_at)
                values (1, 'queue_age', 'queue', 'warning', 'open', '7 jobs are due', 400, 300, '2026-03-01T11:00:00Z',
                    '2026-03-01T11:59:00Z')
                """));
    }

    @Test
    void open_alerts_are_listed_shown_and_looked_after() {
        assertThat(commands.run("alerts").out()).contains("queue_age", "warning", "7 jobs are due");
        assertThat(commands.run("alerts", "--severity", "critical").out()).isEqualTo("No open alerts.\n");
        assertThat(commands.run("alert", "show", "1").out())
                .contains("400.0, raised from 300.0 on", "seconds that the oldest due job has waited");
        assertThat(commands.run("alert", "acknowledge", "1").out()).startsWith("Alert 1 is looked after by ");
        assertThat(commands.run("alert", "show", "1").out()).contains("Looked after");
        assertThat(commands.run("alert", "show", "9").exitCode()).isEqualTo(1);
    }

    @Test
    void rules_are_set_and_reset() {
        assertThat(commands.run("alert-rule", "list").out()).contains("consecutive_failures", "error_rate");
        assertThat(commands.run("alert-rule", "set", "error_rate", "--raise-at", "30")
                        .out())
                .isEqualTo("error_rate: warning, raised at 30, ends below 25, held for 0 s.\n");
        assertThat(commands.run("alert-rule", "set", "error_rate", "--off").out())
                .isEqualTo("error_rate is off.\n");
        assertThat(commands.run("alert-rule", "reset", "error_rate").out()).isEqualTo("error_rate is as it is made.\n");
        assertThat(commands.run("alert-rule", "set", "error_rate").exitCode()).isEqualTo(2);
    }

    @Test
    void a_channel_is_added_tried_changed_and_removed_and_its_url_is_told_nowhere() throws IOException {
        Path url = Files.writeString(home.resolve("url"), "https://hooks.example.org/very-secret\n");
        Result added = commands.run(
                "alert-channel",
                "add",
                "ops",
                "--kind",
                "webhook",
                "--url-file",
                url.toString(),
                "--severity",
                "critical");
        assertThat(added.out()).matches("tdgs_[\\w-]{43}\n");
        assertThat(added.err()).contains("leads to https://hooks.example.org/…");
        database.jdbi().useHandle(handle -> handle.execute("""
                with p as (insert into people (email, name, created_at) values ('ann@acme.example', 'Ann', now()) returning id)
                insert into members (org_id, person_id, role, created_at) select 1, id, 'owner', now() from p
                """));
        assertThat(commands.run("alert-channel", "add", "post", "--kind", "mail", "--to", "ann@acme.example")
                        .out())
                .contains("leads to ann@acme.example");
        assertThat(commands.run("alert-channel", "add", "other", "--kind", "mail", "--to", "eve@else.example")
                        .err())
                .contains("--to: must be members");
        assertThat(commands.run("alert-channel", "set", "ops", "--no-on", "--rule", "stale")
                        .out())
                .contains("(ops) is off");
        Path secret = Files.writeString(home.resolve("secret"), "0123456789abcdef\n");
        assertThat(commands.run("alert-channel", "set", "ops", "--secret-file", secret.toString())
                        .exitCode())
                .isZero();
        assertThat(commands.run("alert-channel", "test", "post").out()).contains("waits to be sent");
        assertThat(commands.run("alert-channel", "deliveries", "--channel", "post")
                        .out())
                .contains("test", "waiting");
        assertThat(commands.run("alert-channel", "deliveries", "--instance").out())
                .isEqualTo("No deliveries.\n");
        Result listed = commands.run("alert-channel", "list");
        assertThat(listed.out()).contains("ops", "off", "stale", "post").doesNotContain("very-secret");
        assertThat(commands.run("alert-channel", "remove", "ops").out()).isEqualTo("Channel ops is removed.\n");
        assertThat(commands.run("alert-channel", "add", "x", "--kind", "slack").exitCode())
                .isEqualTo(2);
    }
}
