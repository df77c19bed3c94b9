package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.alert.Alert;
import io.tidegate.alert.AlertStore;
import io.tidegate.alert.Severity;
import io.tidegate.alert.channel.ChannelKind;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From what was measured to what is told: alerts are raised once, resolved by themselves, and told at least once. */
class AlertFlowTest {
    private static final Answer GOOD = Answer.json(200, "{}");

    @RegisterExtension
    static final AlertNode node = new AlertNode();

    @Test
    void a_failing_dock_is_told_once_and_its_recovery_too() {
        long dock = node.dock();
        node.channel(ChannelKind.WEBHOOK, "/hook", Severity.WARNING);
        node.receiver().always("/hook", GOOD);
        node.look();
        assertThat(open()).isEmpty();

        node.failures(dock, 3);
        node.look();
        node.look();
        node.sendAll();
        assertThat(open()).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("consecutive_failures");
            assertThat(alert.severity()).isEqualTo("critical");
            assertThat(alert.message()).endsWith("3 failures in a row: HTTP 500");
        });
        // it flaps between the thresholds, which nobody hears
        node.failures(dock, 2);
        node.look();
        node.failures(dock, 4);
        node.look();
        node.failures(dock, 0);
        node.look();
        node.look();
        node.sendAll();

        assertThat(open()).isEmpty();
        List<Asked> told = node.receiver().requests("/hook");
        assertThat(told).extracting(Asked::body).hasSize(2);
        assertThat(told.get(0).body()).contains("\"type\":\"alert.raised\"", "\"organization\":\"default\"");
        assertThat(told.get(1).body()).contains("\"type\":\"alert.resolved\"", "\"resolution\":\"cleared\"");
        told.forEach(AlertFlowTest::assertSigned);
    }

    @Test
    void a_channel_hears_only_of_what_it_chose() {
        long dock = node.dock();
        node.channel(ChannelKind.WEBHOOK, "/critical", Severity.CRITICAL);
        node.channel(ChannelKind.WEBHOOK, "/all", Severity.WARNING);
        node.receiver().always("/critical", GOOD).always("/all", GOOD);
        node.stored()
                .execute(
                        "insert into dead_letters (org_id, dock_id, job_id, error_code, error, attempts, created_at)"
                                + " values (1, ?, 1, 'HTTP_500', 'it failed', 5, now())",
                        dock);
        node.look();
        node.sendAll();
        node.stored().execute("delete from dead_letters");

        assertThat(node.receiver().requests("/all")).hasSize(1);
        assertThat(node.receiver().requests("/critical")).isEmpty();
    }

    @Test
    void a_paused_dock_needs_no_attention() {
        long dock = node.dock();
        node.failures(dock, 3);
        node.look();
        assertThat(open()).hasSize(1);

        node.stored().execute("update docks set enabled = false where id = ?", dock);
        node.look();
        assertThat(open()).isEmpty();
        assertThat(all()).extracting(Alert::resolution).containsExactly("gone");
    }

    @Test
    void a_rule_is_as_its_organization_wants_it() {
        long dock = node.dock();
        node.stored()
                .execute("insert into alert_rules (org_id, rule, raise_at, severity, hold_seconds, updated_at)"
                        + " values (1, 'consecutive_failures', 2, 'warning', 20, now())");
        node.failures(dock, 2);
        node.look();
        node.look();
        assertThat(open()).isEmpty();
        node.look();
        assertThat(open()).extracting(Alert::severity).containsExactly("warning");

        node.stored().execute("update alert_rules set enabled = false");
        node.look();
        assertThat(all()).extracting(Alert::resolution).containsExactly("switched_off");
    }

    @Test
    void what_a_receiver_refuses_is_told_again_under_the_same_id_and_in_order() {
        long dock = node.dock();
        node.channel(ChannelKind.WEBHOOK, "/down", Severity.WARNING);
        node.channel(ChannelKind.WEBHOOK, "/up", Severity.WARNING);
        node.receiver().always("/down", Answer.status(503)).always("/up", GOOD);
        node.failures(dock, 3);
        node.look();
        node.sendAll();
        node.failures(dock, 0);
        node.look();
        node.clock.tick(Duration.ofSeconds(1));
        node.sendAll();
        assertThat(types("/up")).containsExactly("alert.raised", "alert.resolved");

        node.receiver().always("/down", GOOD);
        node.clock.tick(Duration.ofSeconds(30));
        node.sendAll();
        node.sendAll();
        assertThat(types("/down")).startsWith("alert.raised").endsWith("alert.raised", "alert.resolved");
        List<String> ids = node.receiver().requests("/down").stream()
                .map(each -> String.valueOf(each.header("Tidegate-Delivery")))
                .toList();
        assertThat(ids.get(0)).isEqualTo(ids.get(ids.size() - 2)).isNotEqualTo(ids.get(ids.size() - 1));
        assertThat(states()).containsOnly("sent");
    }

    @Test
    void what_was_sent_and_not_noted_is_sent_again_under_the_same_id() {
        long dock = node.dock();
        node.channel(ChannelKind.WEBHOOK, "/hook", Severity.WARNING);
        node.receiver().always("/hook", GOOD);
        node.failures(dock, 3);
        node.look();
        node.sendAll();
        // as it stands when a process dies between the two
        node.stored().execute("update alert_deliveries set state = 'waiting', sent_at = null");
        node.clock.tick(Duration.ofMinutes(3));
        node.sendAll();
        List<Asked> told = node.receiver().requests("/hook");
        assertThat(told).hasSize(2);
        assertThat(told.get(0).header("Tidegate-Delivery"))
                .isEqualTo(told.get(1).header("Tidegate-Delivery"));
        assertThat(told.get(0).body()).isEqualTo(told.get(1).body());
    }

    @Test
    void slack_reads_its_own_form_in_which_nobody_is_called() {
        long dock = node.dock();
        node.stored().execute("update docks set name = '<!channel> @Everyone & co' where id = ?", dock);
        node.channel(ChannelKind.SLACK, "/services/T0/B0/secret", Severity.WARNING);
        node.receiver().always("/services/T0/B0/secret", Answer.html(200, "ok"));
        node.failures(dock, 3);
        node.look();
        node.sendAll();
        assertThat(node.receiver().requests("/services/T0/B0/secret"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.body())
                            .contains(
                                    "\"text\":\"[Tidegate] CRITICAL: &lt;!channel&gt; @\u200bEveryone &amp; co: 3 failures",
                                    "\"danger\"")
                            .doesNotContain("<!channel>", "@Everyone");
                    assertThat(asked.header("Tidegate-Signature")).isNull();
                });
    }

    @Test
    void a_letter_goes_out_by_the_mail_server() throws MessagingException, IOException {
        long dock = node.dock();
        node.member("ops@example.org");
        node.channel(ChannelKind.MAIL, "", Severity.WARNING);
        node.failures(dock, 3);
        node.look();
        node.sendAll();
        assertThat(states()).containsExactly("sent");
        MimeMessage letter = node.mail().getReceivedMessages()[0];
        assertThat(letter.getSubject()).startsWith("[Tidegate] CRITICAL: dock-");
        assertThat(letter.getAllRecipients()[0]).hasToString("ops@example.org");
        assertThat(letter.getFrom()[0]).hasToString("tidegate@example.org");
        assertThat(letter.getContent().toString()).contains("Rule: consecutive_failures", "Severity: critical");
        assertThat(letter.getHeader("Tidegate-Delivery")).hasSize(1);
    }

    @Test
    void a_refused_route_file_is_an_alert_of_the_instance() throws IOException {
        Path broken = node.routes().resolve("broken.camel.yaml");
        Files.writeString(broken, "- route:\n    id: broken\n    frm: here\n");
        TestNode.until(
                () -> node.node().routes().status().stream().anyMatch(each -> each.fault() != null),
                "no fault is told");
        node.look();
        assertThat(open()).singleElement().satisfies(alert -> {
            assertThat(alert.organization()).isNull();
            assertThat(alert.subject()).isEqualTo("route:broken.camel.yaml");
            assertThat(alert.message()).startsWith("broken.camel.yaml");
        });
        Files.delete(broken);
        TestNode.until(
                () -> node.node().routes().status().stream().allMatch(each -> each.fault() == null), "a fault is told");
        node.look();
        assertThat(open()).isEmpty();
    }

    @Test
    void the_route_that_tells_can_be_edited_while_it_runs() throws IOException {
        long dock = node.dock();
        node.channel(ChannelKind.WEBHOOK, "/hook", Severity.WARNING);
        node.receiver().always("/hook", GOOD);
        Path file = node.routes().resolve("alerts.camel.yaml");
        String before = Files.readString(file);
        String indent = " ".repeat(18);
        String post = indent + "- bean:\n" + indent + "    id: post-webhook\n";
        Files.writeString(
                file,
                before.replace(
                        post,
                        indent + "- setBody:\n" + indent + "    id: other-words\n" + indent
                                + "    constant: told otherwise\n" + post));
        TestNode.until(() -> otherWords() == 1, "the edit is not in effect");
        node.failures(dock, 3);
        node.look();
        node.sendAll();
        Files.writeString(file, before);
        TestNode.until(() -> otherWords() == 0, "the edit is not taken back");
        assertThat(node.receiver().requests("/hook")).extracting(Asked::body).containsExactly("told otherwise");
    }

    /** How many steps of that name the route has; while it is replaced there is none. */
    private static int otherWords() {
        Route route = node.node().camel().getRoute("alert-send");
        return route == null ? -1 : route.filter("other-words").size();
    }

    private static void assertSigned(Asked asked) {
        String signature = String.valueOf(asked.header("Tidegate-Signature"));
        String seconds = signature.replaceFirst("t=(\\d+),v1=.*", "$1");
        assertThat(Hooks.sign(AlertNode.SECRET, seconds + "." + asked.body()))
                .isEqualTo("sha256=" + signature.replaceFirst(".*,v1=", ""));
    }

    private static List<String> types(String path) {
        return node.receiver().requests(path).stream()
                .map(each -> each.body().replaceFirst("^\\{\"type\":\"([a-z.]+)\".*", "$1"))
                .toList();
    }

    private static List<String> states() {
        return node.stored().rows("select state from alert_deliveries order by id").stream()
                .map(row -> String.valueOf(row.get("state")))
                .toList();
    }

    private static List<Alert> open() {
        return all().stream().filter(each -> each.state().equals("open")).toList();
    }

    private static List<Alert> all() {
        AlertStore.Filter any = new AlertStore.Filter(null, null, null, null, null, null, null);
        return node.alerts().list(any, null, 100).items();
    }
}
