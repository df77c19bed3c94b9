package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.dock.WebhookKeyStore;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What senders, and those who are none, are answered. */
class WebhookReceiverTest {
    private static final String BODY = "{\"action\":\"created\",\"droplet\":" + droplet(1) + "}";

    @RegisterExtension
    static final Hooks HOOKS = new Hooks();

    @RegisterExtension
    static final TestNode node = new TestNode(HOOKS);

    private long dock() {
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");
        // what is taken waits, so that its row can be looked at
        node.stored()
                .execute(
                        "insert into lanes (lane_key, free_at) select lane_key, 'infinity' from docks where id = ?",
                        dock);
        return dock;
    }

    private int status(HttpRequest.Builder request) {
        return HOOKS.send(request).statusCode();
    }

    private HttpRequest.Builder delivery(long dock, String body) {
        return HOOKS.delivery(Hooks.address(node, dock), "droplet", body);
    }

    @Test
    void a_signed_delivery_is_taken_once_and_queues_its_dock() {
        long dock = dock();
        HttpRequest.Builder request = delivery(dock, BODY);

        HttpResponse<String> first = HOOKS.send(request);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().map()).doesNotContainKeys("x-signature", "x-delivery", "x-event", "delivery");
        assertThat(status(request)).isEqualTo(200);
        assertThat(status(request)).isEqualTo(200);

        assertThat(Hooks.log(node, dock)).containsExactly("accepted", "duplicate: came before");
        assertThat(node.stored().job(dock).type()).isEqualTo("webhook");
        assertThat(node.stored()
                        .count("select count(*) from sync_queue where dock_id = ? and resource_types = '{}'", dock))
                .isEqualTo(1);
    }

    @Test
    void an_old_body_under_new_ids_counts_and_is_noted_once() {
        long dock = dock();
        status(delivery(dock, BODY));
        status(delivery(dock, BODY));

        assertThat(status(delivery(dock, BODY))).isEqualTo(200);

        assertThat(Hooks.log(node, dock)).containsExactly("accepted", "duplicate: came before");
    }

    @Test
    void a_wrong_signature_and_an_unknown_address_are_answered_alike() {
        long dock = dock();
        String address = Hooks.address(node, dock);
        HttpResponse<String> wrong =
                HOOKS.send(delivery(dock, BODY).setHeader("X-Signature", "sha256=" + "0".repeat(64)));
        HttpResponse<String> unsigned = HOOKS.send(HOOKS.to(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY)));
        HttpResponse<String> twice =
                HOOKS.send(delivery(dock, BODY).header("X-Signature", Hooks.sign(Hooks.SECRET, BODY)));
        HttpResponse<String> unknown = HOOKS.send(HOOKS.delivery("/webhooks/digitalocean/none", "droplet", BODY));
        HttpResponse<String> other = HOOKS.send(HOOKS.delivery(address.replace("digitalocean", "github"), "x", BODY));

        assertThat(List.of(wrong, unsigned, twice, unknown, other)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo(wrong.body());
            assertThat(answer.headers().map().keySet())
                    .isEqualTo(wrong.headers().map().keySet());
        });
        assertThat(Hooks.log(node, dock))
                .containsExactly(
                        "refused: signed with another secret",
                        "refused: not signed: there is no header X-Signature",
                        "refused: not signed: there is no header X-Signature");
        assertThat(node.stored()
                        .count("select count(*) from webhook_logs where dock_id = ? and refusal = 'signature'", dock))
                .isEqualTo(3);
        assertThat(node.stored()
                        .count(
                                "select count(*) from webhook_logs where payload is not null and coalesce(dock_id, ?) = ?",
                                dock,
                                dock))
                .isZero();
    }

    @Test
    void what_is_no_json_object_is_refused() {
        long dock = dock();
        String deep = "{\"droplet\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

        for (String body : List.of("", "{\"a\":", "[1]", "7", deep, "{\"a\":1} x", "<xml/>")) {
            assertThat(status(delivery(dock, body))).as(body).isEqualTo(400);
        }

        assertThat(Hooks.log(node, dock)).hasSize(7).allMatch(line -> line.startsWith("refused: the body"));
        assertThat(node.stored()
                        .count("select count(*) from webhook_logs where dock_id = ? and refusal = 'body'", dock))
                .isEqualTo(7);
        assertThat(node.stored().count("select count(*) from sync_queue where dock_id = ?", dock))
                .isZero();
    }

    @Test
    void characters_that_postgresql_refuses_are_removed() {
        long dock = dock();

        assertThat(status(delivery(
                        dock, "{\"action\":\"created\\u0000\",\"droplet\":{\"id\":1,\"name\":\"a\\u0000b\\ud800\"}}")))
                .isEqualTo(200);

        assertThat(node.stored()
                        .rows(
                                "select payload #>> '{servers,record,name}' as name from webhook_logs where dock_id = ?",
                                dock)
                        .get(0))
                .containsEntry("name", "ab?");
    }

    @Test
    void method_type_and_size_are_looked_at_before_anything_else() {
        long dock = dock();
        String address = Hooks.address(node, dock);

        assertThat(status(HOOKS.to(address).GET())).isEqualTo(405);
        assertThat(status(delivery(dock, BODY).setHeader("Content-Type", "text/plain")))
                .isEqualTo(415);
        assertThat(status(delivery(dock, BODY).setHeader("Content-Type", "application/x-www-form-urlencoded")))
                .isEqualTo(415);
        String large = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";
        assertThat(status(delivery(dock, large))).isEqualTo(413);
        assertThat(status(delivery(dock, large)
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))))
                .isEqualTo(413);
        assertThat(Hooks.log(node, dock)).isEmpty();
    }

    @Test
    void a_delivery_without_an_id_is_refused_and_one_without_an_event_ignored() {
        long dock = dock();

        assertThat(status(delivery(dock, BODY).setHeader("X-Delivery", " "))).isEqualTo(400);
        String quiet = "{\"droplet\":{}}";
        assertThat(status(delivery(dock, quiet).setHeader("X-Event", " "))).isEqualTo(200);

        assertThat(Hooks.log(node, dock))
                .containsExactly("refused: the delivery has no id", "ignored: it names no event");
    }

    @Test
    void a_dock_that_is_paused_or_stopped_ignores_what_it_is_told() {
        long dock = dock();
        node.docks().pause(dock, node.clock.instant());
        status(delivery(dock, BODY));
        node.docks().resume(dock, node.clock.instant());
        node.stored().execute("update docks set stopped_at = now() where id = ?", dock);
        status(delivery(dock, BODY.replace("1", "2")));

        assertThat(Hooks.log(node, dock))
                .containsExactly("ignored: the dock is paused", "ignored: the dock is stopped");
    }

    @Test
    void a_new_key_makes_the_old_address_nobodys() {
        long dock = dock();
        String old = Hooks.address(node, dock);
        new WebhookKeyStore(node.node().database().jdbi()).make(dock, true, node.clock.instant());

        assertThat(status(HOOKS.delivery(old, "droplet", BODY))).isEqualTo(401);
        assertThat(status(delivery(dock, BODY))).isEqualTo(200);
    }

    @Test
    void refusals_fill_the_log_with_sixty_rows_a_minute_at_most() {
        long dock = dock();
        node.clock.tick(Duration.ofMinutes(2));

        IntStream.range(0, 80).forEach(i -> status(delivery(dock, BODY).setHeader("X-Signature", "sha256=00")));

        assertThat(Hooks.log(node, dock)).hasSize(60);
        node.clock.tick(Duration.ofMinutes(1));
        status(delivery(dock, BODY).setHeader("X-Signature", "sha256=00"));
        assertThat(Hooks.log(node, dock)).hasSize(61);
    }

    @Test
    void one_delivery_from_eight_at_once_counts_once() {
        long dock = dock();
        for (int round = 0; round < 10; round++) {
            String body = BODY.replace("droplet-1", "round-" + round);
            HttpRequest.Builder one = delivery(dock, body);
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> status(one.copy())))
                    .toList();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
        }

        assertThat(Hooks.log(node, dock)).filteredOn("accepted"::equals).hasSize(10);
        assertThat(Hooks.log(node, dock))
                .filteredOn("duplicate: came before"::equals)
                .hasSize(10);
        assertThat(node.stored().count("select count(*) from sync_queue where dock_id = ?", dock))
                .isEqualTo(1);
    }

    @Test
    void a_thousand_deliveries_at_once_are_all_applied_by_few_runs() {
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");
        String address = Hooks.address(node, dock);
        List<CompletableFuture<Void>> senders = IntStream.range(0, 8)
                .mapToObj(sender -> CompletableFuture.runAsync(() -> {
                    for (int i = sender; i < 1000; i += 8) {
                        String body = "{\"action\":\"created\",\"droplet\":" + droplet(i) + "}";
                        assertThat(status(HOOKS.delivery(address, "droplet", body)))
                                .isEqualTo(200);
                    }
                }))
                .toList();
        senders.forEach(CompletableFuture::join);

        TestNode.until(
                () -> {
                    node.clock.tick(Duration.ofSeconds(1));
                    node.wake();
                    return node.stored()
                                    .count(
                                            "select count(*) from webhook_logs where dock_id = ? and status = 'accepted'",
                                            dock)
                            == 0;
                },
                "deliveries still wait");

        assertThat(node.stored().live(dock, "servers")).hasSize(1000);
        assertThat(Hooks.log(node, dock)).hasSize(1000).containsOnly("processed");
        assertThat(node.provider().requests()).isEmpty();
    }
}
