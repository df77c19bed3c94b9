package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.simulator.Answer;
import io.tidegate.testing.DigitalOceanFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A limit is no failure: nothing is sent before it is over, and the listing goes on where it stood. */
class LimitTest {
    private static final String DROPLETS = "/v2/droplets";
    private static final Answer LIMITED =
            Answer.json(429, "{\"id\":\"too_many_requests\",\"message\":\"API Rate limit exceeded.\"}");

    @RegisterExtension
    static final TestNode node = new TestNode();

    @AfterEach
    void no_request_came_in_a_forbidden_window() {
        assertThat(node.provider().violations()).isEmpty();
    }

    @Test
    void a_429_with_retry_after_snoozes_the_job_which_then_goes_on_at_its_page_and_deletes_nothing() {
        node.droplets().records(6, TestNode::droplet).pageSize(2);
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().remove(5);
        node.sync(dock);
        String second = node.provider().baseUrl() + DROPLETS + "?page=2&per_page=2";
        node.provider()
                .always(
                        DROPLETS,
                        asked -> asked.query().containsKey("page")
                                ? LIMITED.header("Retry-After", "90")
                                : firstPage(second));

        Stored.Event cut = node.sync(dock);

        Instant until = node.clock.instant().plusSeconds(90);
        assertThat(cut.status()).isEqualTo("started");
        assertThat(cut.completedAt()).isNull();
        assertThat(cut.processed()).isEqualTo(2);
        assertThat(node.stored().job(dock).state()).isEqualTo("available");
        assertThat(node.stored().job(dock).runAt()).isEqualTo(until);
        assertThat(node.look(dock).condition().waitingUntil()).isEqualTo(until);
        assertThat(node.look(dock).condition().waitingReason()).contains("429");
        assertThat(node.look(dock).condition().failures()).isZero();
        assertThat(node.look(dock).condition().backoffUntil()).isNull();
        assertThat(node.stored().position(dock, "servers", "").failures()).isZero();
        node.provider().normally(DROPLETS);
        int before = node.provider().requests().size();
        node.pass(Duration.ofSeconds(89));
        assertThat(node.provider().requests()).hasSize(before);

        node.pass(Duration.ofSeconds(1));
        Stored.Event gone = node.await(dock);

        assertThat(gone.id()).isEqualTo(cut.id());
        assertThat(gone.status()).isEqualTo("success");
        assertThat(gone.deleted()).isZero();
        assertThat(gone.requests()).isEqualTo(4);
        assertThat(node.asked().subList(before, before + 2))
                .containsExactly("/v2/droplets?page=2&per_page=2", "/v2/droplets?page=3&per_page=2");
        assertThat(node.stored().live(dock, "servers")).hasSize(6);
        assertThat(node.look(dock).condition().waitingUntil()).isNull();
        assertThat(node.sync(dock).deleted()).isEqualTo(1);
    }

    private static Answer firstPage(String next) {
        return Answer.json(
                200,
                "{\"droplets\":[" + TestNode.droplet(0) + "," + TestNode.droplet(1)
                        + "],\"links\":{\"pages\":{\"next\":\"" + next + "\"}}}");
    }

    @Test
    void types_that_were_listed_before_the_limit_are_not_listed_again_after_it() {
        DigitalOceanFixture.on(node.provider()).next("/v2/projects", LIMITED.header("Retry-After", "30"));
        long dock = node.dock("servers", "domains", "dns_records", "projects");
        node.sync(dock);
        int droplets = node.provider().requests(DROPLETS).size();

        node.pass(Duration.ofSeconds(30));
        Stored.Event event = node.await(dock);

        assertThat(event.status()).isEqualTo("success");
        assertThat(event.processed()).isEqualTo(22);
        assertThat(node.provider().requests(DROPLETS)).hasSize(droplets);
    }

    @Test
    void a_parent_that_goes_while_the_run_waits_costs_that_run_its_list_and_the_next_run_nothing() {
        node.provider().list("/v2/domains", "domains").records("{\"name\":\"gone.example\"}");
        node.provider().next("/v2/domains/gone.example/records", LIMITED.header("Retry-After", "30"));
        node.provider().list("/v2/domains/new.example/records", "domain_records");
        long dock = node.dock("domains", "dns_records");
        node.sync(dock);
        node.provider().list("/v2/domains", "domains").remove(0).add("{\"name\":\"new.example\"}");

        node.pass(Duration.ofSeconds(30));
        Stored.Event without = node.await(dock);

        assertThat(without.status()).isEqualTo("partial");
        assertThat(without.message()).contains("404", "/v2/domains/gone.example/records");
        assertThat(node.stored().job(dock).state()).isEqualTo("completed");
        assertThat(node.look(dock).condition().failures()).isZero();
        assertThat(node.look(dock).condition().backoffUntil()).isNull();
        assertThat(node.sync(dock).status()).isEqualTo("success");
    }

    @Test
    void what_another_run_listed_is_listed_again_though_the_clock_went_back_since() {
        node.droplets().records(2, TestNode::droplet);
        long dock = node.dock("servers");
        node.sync(dock);
        node.clock.tick(Duration.ofHours(-1));
        node.stored()
                .execute(
                        "update lanes set free_at = ?::timestamptz",
                        node.clock.instant().toString());

        assertThat(node.sync(dock).processed()).isEqualTo(2);
    }

    @Test
    void a_retry_after_stops_the_types_after_it_too() {
        DigitalOceanFixture.on(node.provider()).next(DROPLETS, LIMITED.header("Retry-After", "30"));
        long dock = node.dock("servers", "projects", "databases");

        node.sync(dock);

        assertThat(node.provider().requests()).hasSize(1);
        assertThat(node.stored().event(dock).requests()).isEqualTo(1);
    }

    @Test
    void a_retry_after_that_is_a_date_is_read() {
        node.droplets();
        node.clock.set(Instant.parse("2026-11-24T10:00:00Z"));
        node.provider().next(DROPLETS, LIMITED.header("Retry-After", "Tue, 24 Nov 2026 10:05:00 GMT"));
        long dock = node.dock("servers");

        node.sync(dock);

        assertThat(node.stored().job(dock).runAt()).isEqualTo(Instant.parse("2026-11-24T10:05:00Z"));
    }

    @Test
    void without_retry_after_the_reset_counts_and_without_a_reset_a_minute() {
        node.provider().next(DROPLETS, LIMITED);
        long dock = node.dock("servers");
        node.sync(dock);
        assertThat(node.stored().job(dock).runAt())
                .isEqualTo(node.clock.instant().plusSeconds(60));

        long other = node.dock("servers");
        long reset = node.clock.instant().getEpochSecond() + 600;
        node.provider()
                .next(
                        DROPLETS,
                        LIMITED.header("ratelimit-limit", "100")
                                .header("ratelimit-remaining", "0")
                                .header("RateLimit-Reset", Long.toString(reset)));
        node.clock.tick(Duration.ofSeconds(1));
        node.enqueue(other);
        node.await(other);
        assertThat(node.stored().job(other).runAt()).isEqualTo(Instant.ofEpochSecond(reset));
    }

    @Test
    void a_violation_is_kept_with_its_headers() {
        node.provider().next(DROPLETS, LIMITED.header("Retry-After", "30").header("X-RateLimit-Odd", "yes"));
        long dock = node.dock("servers");

        node.sync(dock);

        Map<String, Object> budget = budget(dock, "hour");
        assertThat(String.valueOf(budget.get("violations")))
                .contains("\"status\": 429")
                .contains("\"endpoint\": \"/v2/droplets\"")
                .contains("\"x-ratelimit-odd\": \"yes\"");
        assertThat(budget.get("retry_at")).isNotNull();
    }

    @Test
    void no_request_is_sent_while_only_the_owners_reserve_is_left() {
        DigitalOceanFixture.on(node.provider()).limit(10, Duration.ofHours(1)).reserve(1);
        long dock = node.dock("servers", "domains", "dns_records", "projects");

        Stored.Event cut = node.sync(dock);

        assertThat(cut.status()).isEqualTo("started");
        assertThat(node.provider().requests()).hasSize(9);
        assertThat(node.look(dock).condition().waitingReason()).contains("reserve");
        Instant reset = node.stored().job(dock).runAt();
        assertThat(reset.getEpochSecond() % 3600).isZero();
        node.pass(Duration.between(node.clock.instant(), reset).minusSeconds(1));
        assertThat(node.provider().requests()).hasSize(9);
        node.pass(Duration.ofSeconds(1));
        Stored.Event event = node.await(dock);
        assertThat(event.status()).isEqualTo("success");
        assertThat(event.id()).isEqualTo(cut.id());
        assertThat(event.processed()).isEqualTo(22);
    }

    @Test
    void docks_of_one_token_share_its_budget() {
        DigitalOceanFixture.on(node.provider()).limit(10, Duration.ofHours(1)).reserve(1);
        long one = node.dockWithToken("shared", "servers", "projects", "databases");
        long other = node.dockWithToken("shared", "servers", "projects", "databases");
        assertThat(node.sync(one).status()).isEqualTo("success");

        assertThat(node.sync(other).status()).isEqualTo("started");

        assertThat(node.provider().requests()).hasSize(9);
    }

    @Test
    void headers_of_every_answer_are_read_whatever_its_status() {
        node.provider()
                .always(
                        DROPLETS,
                        Answer.status(404)
                                .header("RATELIMIT-LIMIT", "5000")
                                .header("Ratelimit-Remaining", "4321")
                                .header(
                                        "ratelimit-reset",
                                        Long.toString(node.clock.instant().getEpochSecond() + 900)));
        long dock = node.dock("servers");

        node.sync(dock);

        assertThat(budget(dock, "hour")).containsEntry("remaining", 4321L).containsEntry("quota", 5000L);
    }

    @Test
    void a_503_that_says_when_to_come_back_is_waited_for_instead_of_asked_again() {
        node.droplets().records(2, TestNode::droplet);
        node.provider().next(DROPLETS, Answer.status(503).header("Retry-After", "120"));
        long dock = node.dock("servers");

        node.sync(dock);

        assertThat(node.provider().requests()).hasSize(1);
        assertThat(node.stored().job(dock).state()).isEqualTo("available");
        node.pass(Duration.ofMinutes(2));
        assertThat(node.await(dock).status()).isEqualTo("success");
    }

    @Test
    void a_limit_is_not_multiplied_by_the_failures_before_it() {
        node.provider().always(DROPLETS, Answer.status(500));
        long dock = node.dock("servers");
        node.sync(dock);
        node.provider().always(DROPLETS, LIMITED.header("Retry-After", "30"));

        node.pass(Duration.ofMinutes(2));
        node.await(dock);

        assertThat(node.stored().job(dock).runAt())
                .isEqualTo(node.clock.instant().plusSeconds(30));
        assertThat(node.look(dock).condition().failures()).isEqualTo(1);
        node.provider().normally(DROPLETS);
        node.droplets().records(2, TestNode::droplet);
        node.pass(Duration.ofSeconds(30));
        assertThat(node.await(dock).status()).isEqualTo("success");
        assertThat(node.look(dock).condition().failures()).isZero();
    }

    private static Map<String, Object> budget(long dock, String bucket) {
        return node.stored()
                .rows(
                        "select quota, remaining, retry_at, violations::text as violations from budgets where scope_id = ? and bucket = ?",
                        node.look(dock).access().scopeId(),
                        bucket)
                .get(0);
    }
}
