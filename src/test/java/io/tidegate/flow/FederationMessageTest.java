package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.flow.FederationBed.Club;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What federations may send, and what they are told of what they may not. */
class FederationMessageTest {
    @RegisterExtension
    static final Hooks HOOKS = new Hooks();

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

    private static HttpResponse<String> send(String body) {
        return HOOKS.send(bed.signed(body));
    }

    @Test
    void a_signed_delivery_in_each_of_its_forms_is_taken() {
        Club club = attacks.club();
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
    void what_is_no_delivery_is_refused_in_words() {
        Club club = attacks.club();
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
            attacks.refused(club, "signed, but " + words, 400, name + words, answer);
        });
        attacks.refused(
                club,
                "an organization that is not connected",
                404,
                name + "club-of-others is not connected",
                send(good.deepCopy().put("federationOrgId", "club-of-others")));
        attacks.refused(club, "no JSON", 400, "the body is no JSON", send("{\"connectorId\":"));
        attacks.refused(club, "an array", 400, "the body is no JSON object", send("[1]"));
        attacks.refused(
                club,
                "another content type",
                415,
                "its content type is not application/json",
                HOOKS.send(bed.signed(good.toString()).setHeader("Content-Type", "text/plain")));
        attacks.refused(
                club,
                "65 KiB",
                413,
                "the body is larger than 64 KiB",
                send(good.deepCopy().put("memberId", "x".repeat(65 << 10))));
        HttpResponse<String> huge = send(good.deepCopy().put("memberId", "x".repeat(1 << 20)));
        assertThat(huge.statusCode()).isEqualTo(413);
        HookAttacks.noted("more than 1 MiB", "413 before it is read; not logged");
        assertThat(HOOKS.send(HOOKS.to(FederationBed.ADDRESS).DELETE()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void a_connector_that_is_switched_off_or_has_no_secret_takes_nothing() {
        Club club = attacks.club();
        bed.stored().execute("update connectors set enabled = false where id = ?", club.connectorId());
        assertThat(send(bed.message(club, "updated", "M-1")).statusCode()).isEqualTo(200);
        assertThat(bed.log(club)).containsExactly("ignored: the connector is switched off");
        HookAttacks.noted("a connector that is switched off", "200, logged: ignored: the connector is switched off");
        bed.stored().execute("update connectors set webhook_secret = null where id = ?", club.connectorId());
        attacks.refused(
                club,
                "a connector without a secret, signed with an empty one",
                401,
                "connector " + club.connector() + ": there is no secret to check a signature with",
                HOOKS.send(FederationBed.signed(
                        HOOKS, bed.message(club, "updated", "M-1").toString(), "no secret at all")));
    }
}
