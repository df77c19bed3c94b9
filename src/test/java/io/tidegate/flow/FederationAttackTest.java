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
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What those get who try to make something of the federations' address that they should not. */
class FederationAttackTest {
    private static final Map<String, String> TABLE = new TreeMap<>();

    @RegisterExtension
    static final Hooks HOOKS = new Hooks();

    @RegisterExtension
    static final Hooks OTHERS = new Hooks();

    @RegisterExtension
    static final FederationBed bed = new FederationBed(HOOKS);

    @AfterAll
    static void print() {
        StringBuilder table = new StringBuilder("attacks on /webhooks/federation\n");
        TABLE.forEach((attack, outcome) ->
                table.append("| ").append(attack).append(" | ").append(outcome).append(" |\n"));
        System.out.print(table);
    }

    /** Clubs whose jobs wait, so that what was taken can be looked at. */
    private static Club club() {
        // what other tests' refusals have filled is a minute ago
        bed.clock.tick(Duration.ofMinutes(2));
        Club club = bed.club();
        bed.stored()
                .execute(
                        "insert into lanes (lane_key, free_at) select lane_key, 'infinity' from docks where id = ?",
                        club.dock());
        return club;
    }

    private static HttpResponse<String> send(ObjectNode message) {
        return bed.send(message);
    }

    private static HttpResponse<String> send(String body) {
        return HOOKS.send(bed.signed(body));
    }

    /** Newest refusal in the log, of whomever. */
    private static String refusal() {
        return String.valueOf(bed.stored()
                .rows("select reason from webhook_logs where status = 'refused' order by id desc limit 1")
                .get(0)
                .get("reason"));
    }

    private static long jobs(Club club) {
        return bed.stored().count("select count(*) from sync_queue where dock_id = ?", club.dock());
    }

    private static void noted(String attack, String outcome) {
        TABLE.put(attack, outcome);
    }

    /** Tries one that is refused: it leaves a line in the log, and no job. */
    private static void refused(Club club, String attack, int status, String reason, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(attack).isEqualTo(status);
        assertThat(refusal()).as(attack).isEqualTo(reason);
        assertThat(jobs(club)).as(attack).isZero();
        noted(attack, status + ", logged: " + reason.replaceAll("foireann-\\d+", "foireann"));
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

    @Test
    void a_signed_delivery_in_each_of_its_forms_is_taken() {
        Club club = club();
        Function<ObjectNode, String> signature = message -> Hooks.sign(FederationBed.SECRET, message.toString());
        ObjectNode bare = bed.message(club, "updated", "M-1");
        ObjectNode other = bed.message(club, "updated", "M-2");
        ObjectNode number = bed.message(club, "updated", "M-3").put("connectorId", club.connectorId());
        number.put("timestamp", bed.clock.instant().getEpochSecond());

        List<HttpResponse<String>> answers = List.of(
                HOOKS.send(bed.signed(bare.toString())
                        .setHeader("X-Signature-256", signature.apply(bare).replace("sha256=", ""))),
                HOOKS.send(HOOKS.to(FederationBed.ADDRESS)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .header("X-Webhook-Signature", signature.apply(other))
                        .POST(HttpRequest.BodyPublishers.ofString(other.toString()))),
                send(number));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(bed.log(club)).containsExactly("accepted", "accepted", "accepted");
        assertThat(HOOKS.send(HOOKS.to(FederationBed.ADDRESS).GET()).body()).isEqualTo("{\"status\":\"active\"}");
    }

    @Test
    void a_wrong_signature_none_and_an_unknown_connector_are_told_alike() {
        Club club = club();
        ObjectNode message = bed.message(club, "updated", "M-1");
        HttpResponse<String> wrong = HOOKS.send(FederationBed.signed(HOOKS, message.toString(), "another secret"));
        refused(club, "bad signature", 401, "connector " + club.connector() + ": signed with another secret", wrong);
        HttpResponse<String> none = HOOKS.send(HOOKS.to(FederationBed.ADDRESS)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message.toString())));
        refused(
                club,
                "no signature",
                401,
                "connector " + club.connector() + ": not signed: there is no header X-Signature-256",
                none);
        HttpResponse<String> tampered = HOOKS.send(bed.signed(message.toString())
                .POST(HttpRequest.BodyPublishers.ofString(
                        message.put("memberId", "M-2").toString())));
        refused(
                club,
                "signed body, one character changed",
                401,
                "connector " + club.connector() + ": signed with another secret",
                tampered);
        HttpResponse<String> unknown = send(message.put("connectorId", "nobody"));
        refused(club, "unknown connector", 401, "it names no connector that there is", unknown);

        assertThat(List.of(none, tampered, unknown)).allSatisfy(answer -> {
            assertThat(answer.body()).isEqualTo(wrong.body());
            assertThat(answer.headers().map().keySet())
                    .isEqualTo(wrong.headers().map().keySet());
        });
    }

    @Test
    void five_wrong_signatures_in_a_row_raise_an_alert_and_a_good_one_ends_it() {
        Club club = club();
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
        send(bed.message(club, "updated", "M-2"));
        assertThat(inARow(club)).isZero();
        noted("five bad signatures in a row", "401 each; the alert webhook_signature, until a good one comes");
    }

    @Test
    void what_was_sent_once_counts_once() {
        Club club = club();
        ObjectNode message = bed.message(club, "updated", "M-1");
        send(message);
        HttpResponse<String> again = send(message);
        HttpResponse<String> dressed = send(message.deepCopy().put("memberId", "M-2"));
        assertThat(List.of(again.statusCode(), dressed.statusCode())).containsExactly(200, 200);
        assertThat(bed.log(club)).containsExactly("accepted", "duplicate: came before");
        noted("replay: the same delivery, or its id in another", "200, noted once as duplicate, nothing queued");
    }

    @Test
    void a_time_that_is_not_ours_is_refused() {
        Club club = club();
        Instant now = bed.clock.instant();
        String reason = "connector " + club.connector() + ": signed more than PT5M from now";
        for (Map.Entry<String, Duration> one : Map.of(
                        "timestamp 5 min 1 s old", Duration.ofSeconds(-301),
                        "timestamp 5 min 1 s ahead", Duration.ofSeconds(301))
                .entrySet()) {
            refused(
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
    void what_is_no_delivery_is_refused_in_words() {
        Club club = club();
        String name = "connector " + club.connector() + ": ";
        ObjectNode good = bed.message(club, "updated", "M-1");
        Map<String, ObjectNode> wrong = Map.of(
                "event is none of created, updated, deleted.",
                good.deepCopy().put("event", "exploded"),
                "memberId is missing.",
                good.deepCopy().without(List.of("memberId")),
                "memberId is not 1 to 100 letters, digits, '_', '.', '@', ':' and '-'.",
                good.deepCopy().put("memberId", "../clubs/other"),
                "deliveryId is not 1 to 200 characters without blanks.",
                good.deepCopy().put("deliveryId", "x".repeat(201)),
                "timestamp is no time: RFC 3339, or seconds or milliseconds since 1970.",
                good.deepCopy().put("timestamp", "yesterday"),
                "There are other fields than connectorId, federationOrgId, memberId, event, deliveryId, timestamp,"
                        + " which are all there are.",
                good.deepCopy().put("admin", true));
        wrong.forEach((words, message) -> {
            HttpResponse<String> answer = send(message);
            assertThat(answer.body()).contains(words.replace("\"", "\\\""));
            refused(club, "signed, but " + words, 400, name + words, answer);
        });
        refused(
                club,
                "an organization that is not connected",
                404,
                name + "club-of-others is not connected",
                send(good.deepCopy().put("federationOrgId", "club-of-others")));
        refused(club, "no JSON", 400, "the body is no JSON", send("{\"connectorId\":"));
        refused(club, "an array", 400, "the body is no JSON object", send("[1]"));
        refused(
                club,
                "another content type",
                415,
                "its content type is not application/json",
                HOOKS.send(bed.signed(good.toString()).setHeader("Content-Type", "text/plain")));
        refused(
                club,
                "65 KiB",
                413,
                "the body is larger than 64 KiB",
                send(good.deepCopy().put("memberId", "x".repeat(65 << 10))));
        HttpResponse<String> huge = send(good.deepCopy().put("memberId", "x".repeat(1 << 20)));
        assertThat(huge.statusCode()).isEqualTo(413);
        noted("more than 1 MiB", "413 before it is read; not logged");
        assertThat(HOOKS.send(HOOKS.to(FederationBed.ADDRESS).DELETE()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void the_hundred_and_first_within_a_minute_comes_again_later() {
        Club club = club();
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
        assertThat(jobs(club)).isEqualTo(1);
        noted(
                "a burst of 101 within a minute",
                "200 a hundred times, then 429 with Retry-After; other connectors go on");
    }

    @Test
    void strangers_do_not_use_up_what_a_federation_may_send() {
        Club club = club();
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
        noted("120 bad signatures within a minute", "401 each, 60 of them written down; good ones are still taken");
    }

    @Test
    void one_delivery_to_two_nodes_at_once_counts_once() {
        Club club = club();
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
        assertThat(jobs(club)).isEqualTo(1);
        noted("one delivery to two nodes at once, four times", "200 each, accepted once");
    }

    @Test
    void after_a_rotation_only_the_new_secret_signs() {
        Club club = club();
        bed.secret(club, "the new one");
        ObjectNode message = bed.message(club, "updated", "M-1");
        refused(
                club,
                "the secret from before a rotation",
                401,
                "connector " + club.connector() + ": signed with another secret",
                send(message));
        assertThat(HOOKS.send(FederationBed.signed(HOOKS, message.toString(), "the new one"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_connector_that_is_switched_off_or_has_no_secret_takes_nothing() {
        Club club = club();
        bed.stored().execute("update connectors set enabled = false where id = ?", club.connectorId());
        assertThat(send(bed.message(club, "updated", "M-1")).statusCode()).isEqualTo(200);
        assertThat(bed.log(club)).containsExactly("ignored: the connector is switched off");
        noted("a connector that is switched off", "200, logged: ignored: the connector is switched off");
        bed.stored().execute("update connectors set webhook_secret = null where id = ?", club.connectorId());
        refused(
                club,
                "a connector without a secret, signed with an empty one",
                401,
                "connector " + club.connector() + ": there is no secret to check a signature with",
                HOOKS.send(FederationBed.signed(
                        HOOKS, bed.message(club, "updated", "M-1").toString(), "no secret at all")));
    }
}
