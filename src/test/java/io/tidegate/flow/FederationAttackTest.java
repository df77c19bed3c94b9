package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.Node;
import io.tidegate.alert.Reading;
import io.tidegate.alert.ReadingStore;
import io.tidegate.alert.Rule;
import io.tidegate.budget.LevelStore;
import io.tidegate.flow.FederationBed.Club;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What those get who try to make something of the federations' address that they should not. */
class FederationAttackTest {
    @RegisterExtension
    static final Hooks HOOKS = new Hooks();

    @RegisterExtension
    static final Hooks OTHERS = new Hooks();

    @RegisterExtension
    static final FederationBed bed = new FederationBed(HOOKS);

    private static final HookAttacks attacks = new HookAttacks(bed);

    @AfterAll
    static void print() {
        HookAttacks.print();
    }

    private static HttpResponse<String> send(ObjectNode message) {
        return bed.send(message);
    }

    private static double inARow(Club club) {
        return new ReadingStore(
                        bed.node().database().jdbi(),
                        new LevelStore(bed.node().database().jdbi(), 10))
                .measure(Map.of(), bed.clock.instant()).stream()
                        .filter(one -> one.subject().rule() == Rule.WEBHOOK_SIGNATURE
                                && one.subject().key().name().equals("connector:" + club.connector()))
                        .mapToDouble(Reading::value)
                        .findFirst()
                        .orElseThrow();
    }

    /** Some seconds later the rules are looked at. */
    private static void look() {
        bed.clock.tick(Duration.ofSeconds(15));
        bed.node().beans().alertWatch().look();
    }

    private static List<Map<String, Object>> alerts(Club club) {
        return bed.stored()
                .rows(
                        "select state, severity, resolution from alerts where rule = 'webhook_signature' and subject = ?",
                        "connector:" + club.connector());
    }

    @Test
    void a_wrong_signature_none_and_an_unknown_connector_are_told_alike() {
        Club club = attacks.club();
        ObjectNode message = bed.message(club, "updated", "M-1");
        HttpResponse<String> wrong = HOOKS.send(FederationBed.signed(HOOKS, message.toString(), "another secret"));
        attacks.refused(
                club, "bad signature", 401, "connector " + club.connector() + ": signed with another secret", wrong);
        HttpResponse<String> none = HOOKS.send(HOOKS.to(FederationBed.ADDRESS)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message.toString())));
        attacks.refused(
                club,
                "no signature",
                401,
                "connector " + club.connector() + ": not signed: there is no header X-Signature-256",
                none);
        HttpResponse<String> tampered = HOOKS.send(bed.signed(message.toString())
                .POST(HttpRequest.BodyPublishers.ofString(
                        message.put("memberId", "M-2").toString())));
        attacks.refused(
                club,
                "signed body, one character changed",
                401,
                "connector " + club.connector() + ": signed with another secret",
                tampered);
        HttpResponse<String> unknown = send(message.put("connectorId", "nobody"));
        attacks.refused(club, "unknown connector", 401, "it names no connector that there is", unknown);

        assertThat(List.of(none, tampered, unknown)).allSatisfy(answer -> {
            assertThat(answer.body()).isEqualTo(wrong.body());
            assertThat(answer.headers().map().keySet())
                    .isEqualTo(wrong.headers().map().keySet());
        });
    }

    @Test
    void five_wrong_signatures_in_a_row_raise_an_alert_and_a_good_one_ends_it() {
        Club club = attacks.club();
        for (int i = 0; i < 4; i++) {
            HOOKS.send(FederationBed.signed(
                    HOOKS, bed.message(club, "updated", "M-1").toString(), "guess " + i));
        }
        send(bed.message(club, "updated", "M-1"));
        assertThat(inARow(club)).isZero();
        for (int i = 0; i < 5; i++) {
            HOOKS.send(FederationBed.signed(
                    HOOKS, bed.message(club, "updated", "M-1").toString(), "guess " + i));
        }
        assertThat(inARow(club))
                .isEqualTo(5)
                .isGreaterThanOrEqualTo(Rule.WEBHOOK_SIGNATURE.usual().raiseAt());
        look();
        assertThat(alerts(club))
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert).containsEntry("state", "open").containsEntry("severity", "warning"));
        look();
        send(bed.message(club, "updated", "M-2"));
        assertThat(inARow(club)).isZero();
        look();
        assertThat(alerts(club))
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert).containsEntry("state", "resolved").containsEntry("resolution", "cleared"));
        HookAttacks.noted(
                "five bad signatures in a row", "401 each; the alert webhook_signature, until a good one comes");
    }

    @Test
    void what_was_sent_once_counts_once() {
        Club club = attacks.club();
        ObjectNode message = bed.message(club, "updated", "M-1");
        send(message);
        HttpResponse<String> again = send(message);
        HttpResponse<String> dressed = send(message.deepCopy().put("memberId", "M-2"));
        assertThat(List.of(again.statusCode(), dressed.statusCode())).containsExactly(200, 200);
        assertThat(bed.log(club)).containsExactly("accepted", "duplicate: came before");
        HookAttacks.noted(
                "replay: the same delivery, or its id in another", "200, noted once as duplicate, nothing queued");
    }

    @Test
    void a_time_that_is_not_ours_is_refused() {
        Club club = attacks.club();
        Instant now = bed.clock.instant();
        String reason = "connector " + club.connector() + ": signed more than PT5M from now";
        for (Map.Entry<String, Duration> one : Map.of(
                        "timestamp 5 min 1 s old", Duration.ofSeconds(-301),
                        "timestamp 5 min 1 s ahead", Duration.ofSeconds(301))
                .entrySet()) {
            attacks.refused(
                    club,
                    one.getKey(),
                    401,
                    reason,
                    send(bed.message(club, "updated", "M-1", now.plus(one.getValue()))));
        }
        assertThat(send(bed.message(club, "updated", "M-1", now.minusSeconds(299)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_hundred_and_first_within_a_minute_comes_again_later() {
        Club club = attacks.club();
        Club another = bed.club();
        List<Integer> answers = IntStream.range(0, 101)
                .mapToObj(i -> send(bed.message(club, "updated", "M-" + i)).statusCode())
                .toList();
        assertThat(answers.subList(0, 100)).containsOnly(200);
        assertThat(answers.get(100)).isEqualTo(429);
        assertThat(send(bed.message(another, "updated", "M-1")).statusCode()).isEqualTo(200);
        bed.clock.tick(Duration.ofSeconds(59));
        HttpResponse<String> late = send(bed.message(club, "updated", "M-101"));
        assertThat(late.statusCode()).isEqualTo(429);
        assertThat(late.headers().firstValue("Retry-After")).hasValue("2");
        bed.clock.tick(Duration.ofSeconds(2));
        assertThat(send(bed.message(club, "updated", "M-102")).statusCode()).isEqualTo(200);
        assertThat(bed.log(club)).filteredOn("accepted"::equals).hasSize(101);
        assertThat(attacks.jobs(club)).isEqualTo(1);
        HookAttacks.noted(
                "a burst of 101 within a minute",
                "200 a hundred times, then 429 with Retry-After; other connectors go on");
    }

    @Test
    void strangers_do_not_use_up_what_a_federation_may_send() {
        Club club = attacks.club();
        for (int i = 0; i < 120; i++) {
            HOOKS.send(FederationBed.signed(
                    HOOKS, bed.message(club, "updated", "M-" + i).toString(), "guess"));
        }
        assertThat(send(bed.message(club, "updated", "M-1")).statusCode()).isEqualTo(200);
        assertThat(bed.stored()
                        .count(
                                "select count(*) from webhook_logs where reason like ?",
                                "connector " + club.connector() + ": signed%"))
                .isEqualTo(60);
        HookAttacks.noted(
                "120 bad signatures within a minute", "401 each, 60 of them written down; good ones are still taken");
    }

    @Test
    void one_delivery_to_two_nodes_at_once_counts_once() {
        Club club = attacks.club();
        try (Node node = bed.another(OTHERS)) {
            assertThat(node).isNotNull();
            for (int round = 0; round < 10; round++) {
                String body = bed.message(club, "updated", "M-" + round).toString();
                List<CompletableFuture<Integer>> answers = Stream.of(HOOKS, OTHERS, HOOKS, OTHERS)
                        .map(to -> CompletableFuture.supplyAsync(
                                () -> HOOKS.send(FederationBed.signed(to, body, FederationBed.SECRET))
                                        .statusCode()))
                        .toList();
                assertThat(answers)
                        .allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
            }
        }
        assertThat(bed.log(club)).filteredOn("accepted"::equals).hasSize(10);
        assertThat(attacks.jobs(club)).isEqualTo(1);
        HookAttacks.noted("one delivery to two nodes at once, four times", "200 each, accepted once");
    }

    @Test
    void after_a_rotation_only_the_new_secret_signs() {
        Club club = attacks.club();
        bed.secret(club, "the new one");
        ObjectNode message = bed.message(club, "updated", "M-1");
        attacks.refused(
                club,
                "the secret from before a rotation",
                401,
                "connector " + club.connector() + ": signed with another secret",
                send(message));
        assertThat(HOOKS.send(FederationBed.signed(HOOKS, message.toString(), "the new one"))
                        .statusCode())
                .isEqualTo(200);
    }
}
