package io.tidegate.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.Stored;
import io.tidegate.simulator.Answer;
import io.tidegate.vault.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows 40, 41, 43, 45 and 61: retries, waits and windows. */
class WaitRowsTest {
    @RegisterExtension
    static final DeclarationNode node = new DeclarationNode();

    @Test
    void row_40_so_many_retries_and_row_41_a_constant_pause_with_jitter() {
        List<Long> at = new CopyOnWriteArrayList<>();
        node.script(asked -> {
            at.add(System.nanoTime());
            return Answer.status(500);
        });
        assertThat(node.trial("retries", "items").sync().code()).isEqualTo("HTTP_500");
        assertThat(at).hasSize(3);
        assertThat(at.get(1) - at.get(0)).isGreaterThan(Duration.ofMillis(250).toNanos());
        assertThat(at.get(2) - at.get(1)).isGreaterThan(Duration.ofMillis(250).toNanos());
    }

    @Test
    void row_40_no_retry_begins_after_a_time() {
        node.script(asked -> {
            node.clock.tick(Duration.ofSeconds(4));
            return Answer.status(500);
        });
        assertThat(node.trial("patience", "items").sync().code()).isEqualTo("HTTP_500");
        assertThat(node.asked()).hasSize(4);
    }

    @Test
    void row_41_a_header_says_how_long_to_wait_and_a_pattern_what_of_it_counts() {
        assertThat(waits(Answer.status(429).header("X-Wait", "please wait 40 seconds")))
                .isBetween(Duration.ofSeconds(39), Duration.ofSeconds(42));
    }

    @Test
    void row_41_a_header_says_until_when() {
        Instant until = node.clock.instant().plusSeconds(60 + 300);
        assertThat(waits(Answer.status(429).header("X-Calls-Until", Long.toString(until.getEpochSecond()))))
                .isBetween(Duration.ofSeconds(298), Duration.ofSeconds(302));
    }

    @Test
    void row_41_no_wait_is_shorter_than_the_least() {
        assertThat(waits(Answer.status(429).header("X-Wait", "wait 1 seconds")))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    }

    @Test
    void row_41_a_wait_that_is_too_long_is_a_failure() {
        node.script(Say.always(Answer.status(429).header("X-Wait", "wait 7200 seconds")));
        Stored.Event event = node.trial("waits", "items").sync();
        assertThat(event.status()).isEqualTo("failed");
        assertThat(event.message()).contains("longer than errors.longestWait");
    }

    @Test
    void row_45_headers_of_unusual_names_make_the_budget() {
        node.script(Say.always(Say.items(1)
                .header("X-Calls-Most", "50")
                .header("X-Calls-Left", "used 38, left 12")
                .header(
                        "X-Calls-Until",
                        Long.toString(node.clock.instant().plusSeconds(900).getEpochSecond()))));
        node.trial("waits", "items").synced();
        assertThat(node.stored().rows("select quota, remaining from budgets where provider = 'waits'"))
                .containsExactly(Map.of("quota", 50L, "remaining", 12L));
    }

    @Test
    void row_45_a_refusal_is_a_limit_when_nothing_remains() {
        assertThat(waits(Answer.status(403)
                        .header("X-Calls-Left", "used 50, left 0")
                        .header("X-Wait", "wait 30 seconds")))
                .isBetween(Duration.ofSeconds(29), Duration.ofSeconds(32));
        node.script(Say.always(Answer.status(403).header("X-Calls-Left", "used 5, left 45")));
        assertThat(node.trial("waits", "items").sync().status()).isEqualTo("failed");
    }

    @Test
    void row_43_a_window_of_full_listings_alone() {
        node.script(Say.always(Say.json("{'items':[{'id':1}],'token':'t'}")));
        Credentials one = new Credentials(Map.of("token", "shared-full"));
        Trial first = node.trial("windows", Map.of(), one, "items").synced(Duration.ofSeconds(6));
        for (int more = 0; more < 3; more++) {
            node.trial("windows", Map.of(), one, "items").synced(Duration.ofSeconds(6));
        }
        Trial last = node.trial("windows", Map.of(), one, "items");
        node.sync(last.dock, Duration.ofSeconds(6));
        assertThat(node.stored().job(last.dock).state()).isEqualTo("available");
        assertThat(node.lines()).hasSize(4);
        first.synced(Duration.ofSeconds(6));
        assertThat(node.lines()).last().isEqualTo("GET /items?token=t");
        node.pass(last.dock, Duration.ofMinutes(16));
        assertThat(node.stored().job(last.dock).state()).isEqualTo("completed");
    }

    @Test
    void row_43_windows_of_a_method_and_of_a_path() {
        node.script(Say.always(Say.items(1)));
        Credentials one = new Credentials(Map.of("token", "shared-method"));
        for (String type : List.of("posted", "keys")) {
            Trial trial = node.trial("windows", Map.of(), one, type).synced(Duration.ofSeconds(6));
            node.sync(trial.dock, Duration.ofSeconds(6));
            assertThat(node.stored().job(trial.dock).state()).as(type).isEqualTo("available");
        }
        node.trial("windows", Map.of(), one, "others")
                .synced(Duration.ofSeconds(6))
                .synced(Duration.ofSeconds(6));
        assertThat(node.lines()).containsExactly("POST /posted", "GET /keys/all", "GET /other", "GET /other");
    }

    @Test
    void row_61_docks_of_one_address_share_a_limit() {
        node.script(Say.always(Say.items(1)));
        node.trial("address", "items").synced(Duration.ofSeconds(6));
        node.trial("address", "items").synced(Duration.ofSeconds(6));
        Trial last = node.trial("address", "items");
        node.sync(last.dock, Duration.ofSeconds(6));
        assertThat(node.stored().job(last.dock).state()).isEqualTo("available");
        assertThat(node.lines()).hasSize(2);
    }

    /** For how long a refused request waits. */
    private static Duration waits(Answer refusal) {
        node.script(Say.always(refusal));
        Trial trial = node.trial("waits", "items");
        Stored.Event event = trial.sync();
        assertThat(event.completedAt()).as(event.toString()).isNull();
        return Duration.between(
                node.clock.instant(), node.stored().job(trial.dock).runAt());
    }
}
