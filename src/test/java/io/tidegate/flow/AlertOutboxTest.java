package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.alert.Severity;
import io.tidegate.alert.channel.AlertOutbox;
import io.tidegate.alert.channel.ChannelKind;
import io.tidegate.alert.channel.Outgoing;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.Hold;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is to be told waits for its turn: a receiver that does not answer costs nobody else anything. */
class AlertOutboxTest {
    private static final Answer GOOD = Answer.json(200, "{}");

    @RegisterExtension
    static final AlertNode node = new AlertNode();

    @Test
    void a_receiver_that_does_not_answer_is_asked_once_and_holds_up_nobody_else() {
        long hanging = node.channel(ChannelKind.WEBHOOK, "/hanging", Severity.WARNING);
        long fine = node.channel(ChannelKind.WEBHOOK, "/fine", Severity.WARNING);
        Hold hold =
                node.receiver().always("/hanging", GOOD).always("/fine", GOOD).hold("/hanging");
        queue(hanging, 3);
        queue(fine, 3);
        for (int turn = 1; turn <= 3; turn++) {
            node.send();
            node.receiver().awaitRequests("/fine", turn, Duration.ofSeconds(10));
            TestNode.until(
                    () -> node.stored()
                                    .count(
                                            "select count(*) from alert_deliveries"
                                                    + " where channel_id = ? and claimed_until is not null",
                                            fine)
                            == 0,
                    "what was told is not noted");
        }
        assertThat(node.receiver().requests("/fine")).hasSize(3);
        assertThat(node.receiver().awaitRequests("/hanging", 1, Duration.ofSeconds(10)))
                .hasSize(1);
        hold.release();
        node.awaitNoted();
        node.sendAll();
        assertThat(node.receiver().requests("/hanging")).hasSize(3);
        assertThat(states()).containsOnly("sent");
    }

    @Test
    void what_waited_for_its_turn_until_it_was_anothers_goes_no_further() throws Exception {
        long channel = node.channel(ChannelKind.WEBHOOK, "/hook", Severity.WARNING);
        node.receiver().always("/hook", GOOD);
        queue(channel, 1);
        AlertOutbox outbox = (AlertOutbox)
                Objects.requireNonNull(node.node().beans().byName().get("alertOutbox"));
        Outgoing stale = outbox.claim(8).get(0);
        node.clock.tick(Duration.ofMinutes(3));
        node.sendAll();
        Exchange exchange = new DefaultExchange(node.node().camel());
        exchange.getMessage().setBody(stale);
        outbox.open(exchange);
        assertThat(exchange.isRouteStop()).isTrue();
        assertThat(node.receiver().requests("/hook")).hasSize(1);
    }

    @Test
    void a_receiver_says_when_it_wants_to_be_asked_again() {
        long channel = node.channel(ChannelKind.WEBHOOK, "/busy", Severity.WARNING);
        node.receiver()
                .next("/busy", Answer.status(429).header("Retry-After", "600"))
                .always("/busy", GOOD);
        queue(channel, 2);
        node.sendAll();
        node.clock.tick(Duration.ofMinutes(9));
        node.sendAll();
        assertThat(node.receiver().requests("/busy")).hasSize(1);
        node.clock.tick(Duration.ofMinutes(1));
        node.sendAll();
        assertThat(states()).containsOnly("sent");
    }

    @Test
    void what_was_never_tried_is_tried_though_the_clock_jumped() {
        long channel = node.channel(ChannelKind.WEBHOOK, "/hook", Severity.WARNING);
        node.receiver().always("/hook", GOOD);
        queue(channel, 1);
        node.clock.tick(Duration.ofHours(30));
        node.sendAll();
        assertThat(states()).containsExactly("sent");
    }

    @Test
    void what_waits_for_a_channel_that_is_switched_off_is_given_up_after_a_day() {
        long channel = node.channel(ChannelKind.WEBHOOK, "/hook", Severity.WARNING);
        queue(channel, 1);
        node.stored().execute("update alert_channels set enabled = false");
        node.clock.tick(Duration.ofHours(25));
        node.sendAll();
        assertThat(node.stored().rows("select state, last_error from alert_deliveries"))
                .containsExactly(Map.of("state", "given_up", "last_error", "the channel is switched off"));
    }

    @Test
    void nobody_is_written_to_who_left_the_organization() {
        node.channel(ChannelKind.MAIL, "", Severity.WARNING);
        node.failures(node.dock(), 3);
        node.look();
        node.sendAll();
        assertThat(node.mail().getReceivedMessages()).isEmpty();
        assertThat(node.stored().rows("select last_error from alert_deliveries"))
                .containsExactly(
                        Map.of("last_error", "none of its recipients is a member of the organization any more"));
    }

    @Test
    void what_cannot_be_told_for_a_day_is_given_up() {
        long dock = node.dock();
        node.channel(ChannelKind.WEBHOOK, "/gone", Severity.WARNING);
        node.receiver().always("/gone", Answer.status(410));
        node.failures(dock, 3);
        node.look();
        node.sendAll();
        assertThat(states()).containsExactly("failed");
        assertThat(node.stored().rows("select last_status, last_error from alert_deliveries"))
                .containsExactly(Map.of("last_status", 410, "last_error", "the receiver answered 410"));
        for (int attempt = 2; attempt <= 5; attempt++) {
            node.clock.tick(Duration.ofHours(1));
            node.sendAll();
        }
        node.failures(dock, 0);
        node.look();
        node.clock.tick(Duration.ofHours(25));
        node.sendAll();
        assertThat(states())
                .as("who did not hear of the beginning hears nothing of the end")
                .containsOnly("given_up");
        assertThat(node.stored().rows("select last_error from alert_deliveries order by id"))
                .containsExactly(
                        Map.of(
                                "last_error",
                                "given up after 5 attempts in a day, of the last: the receiver answered 410"),
                        Map.of("last_error", "its beginning was not told"));
        assertThat(node.receiver().requests("/gone")).hasSize(5);
    }

    /** Lets something wait to be told. */
    private static void queue(long channel, int deliveries) {
        node.stored()
                .execute(
                        "insert into alert_deliveries (org_id, channel_id, event, payload, state, next_at, created_at)"
                                + " select 1, ?, 'raised', '{\"message\": \"m\"}', 'waiting', t, t"
                                + " from generate_series(1, ?) n, cast(? as timestamptz) t",
                        channel,
                        deliveries,
                        Timestamp.from(node.clock.instant()));
    }

    private static List<String> states() {
        return node.stored().rows("select state from alert_deliveries order by id").stream()
                .map(row -> String.valueOf(row.get("state")))
                .toList();
    }
}
