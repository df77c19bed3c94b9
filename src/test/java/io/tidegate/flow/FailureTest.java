package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static io.tidegate.flow.TestNode.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.simulator.Answer;
import io.tidegate.testing.DigitalOceanFixture;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailureTest {
    private static final String DROPLETS = "/v2/droplets";

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void a_transient_failure_is_asked_again_and_each_attempt_takes_a_permit_and_sends_a_request() {
        node.droplets().records(4, TestNode::droplet).pageSize(2);
        node.provider().next(DROPLETS, Answer.status(500), Answer.status(502), Answer.status(503));
        long dock = node.dock("servers");

        Stored.Event event = node.sync(dock);

        assertThat(event.status()).isEqualTo("success");
        assertThat(event.requests()).isEqualTo(5);
        assertThat(node.provider().requests(DROPLETS)).hasSize(5);
        assertThat(remaining(dock, "minute")).isEqualTo(250 - 5);
        assertThat(node.stored().position(dock, "servers", "").inOneGo()).isTrue();
    }

    @Test
    void five_retries_are_the_end_and_the_error_keeps_the_providers_own_words() {
        String words = "We   are\\nclosed. token-of-dock " + "x".repeat(600);
        node.provider().always(DROPLETS, Answer.json(500, "{\"id\":\"down\",\"message\":\"" + words + "\"}"));
        long dock = node.dockWithToken("token-of-dock", "servers");

        Stored.Event event = node.sync(dock);

        assertThat(node.provider().requests(DROPLETS)).hasSize(6);
        assertThat(event.status()).isEqualTo("failed");
        assertThat(event.code()).isEqualTo("HTTP_500");
        assertThat(event.message())
                .startsWith("servers: DigitalOcean answered 500: We   are closed. [redacted] xxx")
                .hasSizeLessThan(600);
        assertThat(event.requests()).isEqualTo(6);
    }

    @Test
    void a_failed_run_backs_off_two_four_eight_minutes_and_is_discarded_after_its_third_retry() {
        node.provider().always(DROPLETS, Answer.status(500));
        long dock = node.dock("servers");
        Instant failed = Objects.requireNonNull(node.sync(dock).completedAt());
        long job = node.stored().job(dock).id();

        for (int minutes : new int[] {2, 4, 8}) {
            assertThat(node.stored().job(dock).state()).isEqualTo("retryable");
            assertThat(node.stored().job(dock).runAt()).isEqualTo(failed.plus(Duration.ofMinutes(minutes)));
            assertThat(node.look(dock).condition().backoffUntil()).isEqualTo(failed.plus(Duration.ofMinutes(minutes)));
            node.pass(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(node.stored().job(dock).state()).isEqualTo("retryable");
            node.pass(Duration.ofSeconds(1));
            Stored.Event retry = node.await(dock);
            assertThat(retry.trigger()).isEqualTo("retry");
            assertThat(retry.requests()).isEqualTo(6);
            failed = Objects.requireNonNull(retry.completedAt());
            assertThat(node.stored().job(dock).id()).isEqualTo(job);
        }

        assertThat(node.stored().job(dock).state()).isEqualTo("discarded");
        assertThat(node.look(dock).condition().failures()).isEqualTo(4);
        assertThat(node.look(dock).condition().status()).isEqualTo("error");
        assertThat(node.look(dock).condition().backoffUntil()).isEqualTo(failed.plus(Duration.ofMinutes(16)));
        assertThat(node.stored()
                        .rows("select is_healthy from sync_state where dock_id = ?", dock)
                        .get(0))
                .containsEntry("is_healthy", false);
        node.pass(Duration.ofMinutes(16).minusSeconds(1));
        assertThat(node.stored().job(dock).id()).isEqualTo(job);
        node.provider().normally(DROPLETS);
        node.droplets().records(droplet(1));
        node.pass(Duration.ofSeconds(1));
        assertThat(node.await(dock).status()).isEqualTo("success");
        assertThat(node.stored().job(dock).id()).isNotEqualTo(job);
        assertThat(node.look(dock).condition().failures()).isZero();
        assertThat(node.look(dock).condition().backoffUntil()).isNull();
        assertThat(node.look(dock).condition().error()).isNull();
    }

    @Test
    void what_a_failed_run_did_is_not_counted_again_by_its_retry() {
        node.droplets()
                .records(4, TestNode::droplet)
                .pageSize(2)
                .misbehaving((page, asked) -> "2".equals(asked.query().get("page")) ? page.without("droplets") : page);
        long dock = node.dock("servers");
        assertThat(node.sync(dock).processed()).isEqualTo(2);
        node.droplets().behaving();

        node.pass(Duration.ofMinutes(2));
        Stored.Event retry = node.await(dock);

        assertThat(retry.status()).isEqualTo("success");
        assertThat(retry.processed()).isEqualTo(4);
        assertThat(retry.requests()).isEqualTo(2);
    }

    @Test
    void resuming_a_dock_that_backs_off_lets_it_go_on_at_once() {
        node.provider().always(DROPLETS, Answer.status(500));
        long dock = node.dock("servers");
        node.sync(dock);
        node.provider().normally(DROPLETS);
        node.droplets().records(droplet(1));

        node.docks().resume(dock, node.clock.tick(Duration.ofSeconds(2)));
        node.pass(Duration.ZERO);

        assertThat(node.await(dock).status()).isEqualTo("success");
    }

    @Test
    void a_connection_that_is_refused_is_asked_again_and_named() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        node.point(URI.create("http://127.0.0.1:" + port));
        long dock = node.dock("servers");

        Stored.Event event = node.sync(dock);

        assertThat(event.code()).isEqualTo("ECONNREFUSED");
        assertThat(event.requests()).isEqualTo(6);
        assertThat(node.stored().job(dock).state()).isEqualTo("retryable");
    }

    @Test
    void a_body_cut_in_the_middle_is_asked_for_again() {
        node.droplets().records(4, TestNode::droplet).pageSize(2);
        node.provider()
                .next(
                        DROPLETS,
                        Answer.json(200, "{\"droplets\":[" + droplet(1) + "]}").cutAfter(20));
        long dock = node.dock("servers");

        Stored.Event event = node.sync(dock);

        assertThat(event.status()).isEqualTo("success");
        assertThat(event.requests()).isEqualTo(3);
        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 4));
    }

    @Test
    void a_body_that_is_always_cut_fails_and_the_pages_before_it_stay() {
        node.droplets().records(4, TestNode::droplet).pageSize(2);
        long dock = node.dock("servers");
        String next = node.provider().baseUrl() + "/v2/droplets?page=2";
        node.provider()
                .always(
                        DROPLETS,
                        asked -> asked.query().containsKey("page")
                                ? Answer.json(200, "{\"droplets\":[" + droplet(9) + "]}")
                                        .cutAfter(20)
                                : Answer.json(
                                        200,
                                        "{\"droplets\":[" + droplet(0) + "],\"links\":{\"pages\":{\"next\":\"" + next
                                                + "\"}}}"));

        Stored.Event event = node.sync(dock);

        assertThat(event.code()).isEqualTo("NETWORK_ERROR");
        assertThat(event.requests()).isEqualTo(7);
        assertThat(node.stored().live(dock, "servers")).containsExactly("0");
        assertThat(node.stored().position(dock, "servers", "").cursor()).isEqualTo(next);
        node.provider().normally(DROPLETS);
        node.pass(Duration.ofMinutes(2));
        assertThat(node.await(dock).status()).isEqualTo("success");
        assertThat(node.asked().get(7)).isEqualTo("/v2/droplets?page=2");
    }

    @Test
    void a_fault_of_our_own_is_kept_as_a_dead_letter_without_the_credential() {
        DigitalOceanFixture.on(node.provider());
        node.stored().execute("""
                create or replace function fail() returns trigger language plpgsql as
                $$ begin raise exception 'no such luck'; end $$
                """);
        node.stored().execute("""
                create trigger fail before insert on resources for each row
                when (new.name = 'unlucky') execute function fail()
                """);
        node.droplets().add("{\"id\":99,\"name\":\"unlucky\"}");
        long dock = node.dockWithToken("secret-token", "servers", "projects");

        Stored.Event event = node.sync(dock);
        node.stored().execute("drop trigger fail on resources");

        assertThat(event.status()).isEqualTo("partial");
        assertThat(event.code()).isEqualTo("UNKNOWN_ERROR");
        assertThat(node.stored().live(dock, "projects")).hasSize(3);
        assertThat(node.stored().rows("select * from dead_letters where dock_id = ?", dock))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(String.valueOf(letter.get("request")))
                            .startsWith("GET http")
                            .contains("page=3");
                    assertThat(letter.get("attempts")).isEqualTo(1);
                    assertThat(letter.toString()).contains("no such luck").doesNotContain("secret-token");
                });
    }

    private static long remaining(long dock, String bucket) {
        return node.docks().find(java.util.List.of(dock)).stream()
                .mapToLong(each -> node.stored()
                        .count(
                                "select remaining from budgets where scope_id = ? and bucket = ?",
                                each.access().scopeId(),
                                bucket))
                .sum();
    }
}
