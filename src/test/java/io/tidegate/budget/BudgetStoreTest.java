package io.tidegate.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.provider.Provider;
import io.tidegate.provider.RateLimit;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BudgetStoreTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SettableClock clock = new SettableClock();
    private final BudgetStore store = store(0);

    @BeforeEach
    void empty() {
        database.clear("budgets", "docks");
    }

    @Test
    void permits_are_taken_from_what_is_declared_until_none_is_left() {
        Lane lane = lane("rateLimit.buckets.minute", "3/1m");
        Instant first = clock.instant();
        assertThat(take(lane, 5)).isEqualTo(3);
        assertThat(store.take(lane, null, clock.tick(Duration.ofSeconds(59))))
                .isEqualTo(new Permit.Wait(
                        first.plusSeconds(60), "acme minute has 0 of 3 requests left, which are the owner's reserve"));
    }

    @Test
    void a_passed_window_begins_anew() {
        Lane lane = lane("rateLimit.buckets.minute", "3/1m");
        take(lane, 5);
        clock.tick(Duration.ofSeconds(60));
        assertThat(take(lane, 5)).isEqualTo(3);
    }

    @Test
    void permits_come_from_every_bucket_or_from_none() {
        Lane lane =
                lane("rateLimit.buckets.hour", "3/1h", "rateLimit.buckets.minute", "2/1m", "rateLimit.headers", "hour");
        Instant began = clock.instant();
        assertThat(take(lane, 9)).isEqualTo(2);
        assertThat(remaining()).isEqualTo(Map.of("hour", 1L, "minute", 0L));

        clock.tick(Duration.ofMinutes(2));
        assertThat(take(lane, 9)).isOne();
        assertThat(store.take(lane, null, clock.instant())).isInstanceOfSatisfying(Permit.Wait.class, wait -> {
            assertThat(wait.until()).isEqualTo(began.plusSeconds(3600));
            assertThat(wait.reason()).startsWith("acme hour");
        });
    }

    @Test
    void a_bucket_that_is_declared_later_costs_no_permit_of_the_others() {
        take(lane("rateLimit.buckets.hour", "9/1h"), 1);
        take(lane("rateLimit.buckets.hour", "9/1h", "rateLimit.buckets.day", "99/1d", "rateLimit.headers", "hour"), 1);
        assertThat(remaining()).isEqualTo(Map.of("hour", 7L, "day", 98L));
    }

    @Test
    void the_reserve_is_left_to_the_owner() {
        Lane lane = lane("rateLimit.buckets.minute", "20/1m");
        BudgetStore reserving = store(10);
        int granted = 0;
        while (reserving.take(lane, null, clock.instant()) instanceof Permit.Granted) {
            granted++;
        }
        assertThat(granted).isEqualTo(18);
    }

    @Test
    void nothing_known_holds_nothing_back() {
        assertThat(take(lane(), 100)).isEqualTo(100);
    }

    @Test
    void a_response_corrects_what_we_counted() {
        Lane lane = lane("rateLimit.buckets.minute", "100/1m");
        take(lane, 1);
        Instant reset = clock.instant().plusSeconds(30);
        assertThat(store.take(lane, seen(50L, 5L, reset), clock.instant())).isEqualTo(new Permit.Granted());
        assertThat(level()).satisfies(level -> {
            assertThat(level.quota()).isEqualTo(50);
            assertThat(level.remaining()).isEqualTo(4);
            assertThat(level.resetAt()).isEqualTo(reset);
        });
    }

    @Test
    void without_a_known_limit_nothing_is_sent_once_none_is_left() {
        Lane lane = lane();
        Instant reset = clock.instant().plusSeconds(30);
        assertThat(store.take(lane, seen(null, 0L, reset), clock.instant()))
                .isInstanceOfSatisfying(
                        Permit.Wait.class, wait -> assertThat(wait.until()).isEqualTo(reset));
        clock.set(reset);
        assertThat(take(lane, 1)).isOne();
    }

    @Test
    void within_one_window_the_lower_figure_holds() {
        Lane lane = lane();
        Instant reset = clock.instant().plusSeconds(30);
        store.note(lane, seen(100L, 50L, reset), null);
        store.note(lane, seen(100L, 80L, reset.plusSeconds(2)), null);
        assertThat(level().remaining()).isEqualTo(50);
        store.note(lane, seen(100L, 80L, null), null);
        assertThat(level().remaining()).isEqualTo(50);
    }

    @Test
    void another_window_has_a_figure_of_its_own() {
        Lane lane = lane();
        store.note(lane, seen(100L, 50L, clock.instant().plusSeconds(30)), null);
        store.note(lane, seen(100L, 99L, clock.instant().plusSeconds(90)), null);
        assertThat(level().remaining()).isEqualTo(99);
    }

    @Test
    void what_an_older_response_said_of_a_passed_window_counts_no_more() {
        Lane lane = lane();
        Observation late = seen(100L, 0L, clock.instant().plusSeconds(5));
        clock.tick(Duration.ofSeconds(10));
        Instant reset = clock.instant().plusSeconds(60);
        store.note(lane, seen(100L, 20L, reset), null);

        assertThat(store.take(lane, late, clock.tick(Duration.ofSeconds(1)))).isEqualTo(new Permit.Granted());

        assertThat(level().remaining()).isEqualTo(19);
        assertThat(level().resetAt()).isEqualTo(reset);
        assertThat(level().lastSeenAt()).isEqualTo(reset.minusSeconds(60));
    }

    @Test
    void a_retry_after_runs_whatever_is_left_and_is_never_shortened() {
        Lane lane = lane();
        Instant until = clock.instant().plusSeconds(40);
        store.note(lane, new Observation(clock.instant(), 100L, 99L, null, until, Map.of()), null);
        store.note(lane, new Observation(clock.instant(), 100L, 98L, null, until.minusSeconds(30), Map.of()), null);
        assertThat(store.take(lane, null, clock.instant())).isEqualTo(new Permit.Wait(until, "acme asked us to wait"));
        clock.set(until);
        assertThat(take(lane, 1)).isOne();
    }

    @Test
    void the_last_fifty_violations_are_kept_newest_first() {
        Lane lane = lane();
        for (int i = 1; i <= 53; i++) {
            Observation seen =
                    new Observation(clock.instant(), null, null, null, clock.instant(), Map.of("retry-after", "0"));
            store.note(lane, seen, JSON.createObjectNode().put("number", i));
        }
        assertThat(level().violations()).isEqualTo(50);
        assertThat(database.texts("select x ->> 'number' from budgets, jsonb_array_elements(violations) x"))
                .startsWith("53", "52")
                .endsWith("5", "4");
    }

    @Test
    void the_headers_that_came_last_are_kept() {
        Observation seen = new Observation(clock.instant(), 5L, 4L, null, null, Map.of("x-ratelimit-limit", "5"));
        store.note(lane(), seen, null);
        store.take(lane(), null, clock.instant());
        assertThat(database.texts("select headers from budgets")).containsExactly("{\"x-ratelimit-limit\": \"5\"}");
    }

    @Test
    void tokens_have_budgets_of_their_own_and_an_address_shares_one() {
        take(new Lane("acme", limits("rateLimit.scope", "token"), "one"), 1);
        take(new Lane("acme", limits("rateLimit.scope", "token"), "two"), 1);
        take(new Lane("acme", limits("rateLimit.scope", "ip"), "one"), 1);
        take(new Lane("acme", limits("rateLimit.scope", "ip"), "two"), 1);
        assertThat(database.texts("select scope || '/' || scope_id from budgets order by 1"))
                .containsExactly("ip/", "token/one", "token/two");
    }

    @Test
    void eight_takers_at_once_never_get_more_than_there_is() throws Exception {
        Lane lane = lane(
                "rateLimit.buckets.hour", "150/1h", "rateLimit.buckets.minute", "100/1m", "rateLimit.headers", "hour");
        ExecutorService takers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(takers.submit(() -> take(lane, 40)));
            }
            assertThat(sum(all)).isEqualTo(100);
            assertThat(remaining()).isEqualTo(Map.of("hour", 50L, "minute", 0L));
        } finally {
            takers.shutdownNow();
        }
    }

    private static int sum(List<Future<Integer>> all) throws InterruptedException, ExecutionException {
        int sum = 0;
        for (Future<Integer> one : all) {
            sum += one.get();
        }
        return sum;
    }

    /** How many of so many permits were granted. */
    private int take(Lane lane, int times) {
        int granted = 0;
        for (int i = 0; i < times; i++) {
            granted += store.take(lane, null, clock.instant()) instanceof Permit.Granted ? 1 : 0;
        }
        return granted;
    }

    private Observation seen(@Nullable Long quota, @Nullable Long remaining, @Nullable Instant reset) {
        return new Observation(clock.instant(), quota, remaining, reset, null, Map.of());
    }

    private static BudgetStore store(int reserve) {
        return new BudgetStore(database.jdbi(), JSON, reserve);
    }

    private static Lane lane(String... facts) {
        return new Lane("acme", limits(facts), "a-token");
    }

    private static RateLimit limits(String... facts) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("baseUrl", "https://acme.test"));
        for (int i = 0; i < facts.length; i += 2) {
            all.put(facts[i], facts[i + 1]);
        }
        return Provider.of("acme", all, Map.of("servers", Map.of("path", "/servers")))
                .rateLimit();
    }

    private static Map<String, Long> remaining() {
        Map<String, Long> remaining = new LinkedHashMap<>();
        database.jdbi()
                .useHandle(handle -> handle.createQuery("select bucket, remaining from budgets")
                        .map((rs, context) -> remaining.put(rs.getString(1), rs.getLong(2)))
                        .list());
        return remaining;
    }

    private BudgetStore.Level level() {
        database.jdbi()
                .useHandle(handle ->
                        handle.createUpdate("""
                        insert into docks (org_id, name, provider, scope_id, lane_key, next_sync_at, created_at, updated_at)
                        values (1, 'a', 'acme', 'a-token', 'l', :now, :now, :now) on conflict do nothing
                        """).bind("now", clock.instant()).execute());
        List<BudgetStore.Level> levels = store.levels();
        assertThat(levels).hasSize(1);
        return Objects.requireNonNull(levels.get(0));
    }
}
