package io.tidegate.budget;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.provider.Provider;
import io.tidegate.provider.RateLimit;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A lane of the invented provider acme, and whoever sends in it. */
final class BudgetBed {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Endpoint SERVERS = new Endpoint("servers", null);

    final SettableClock clock = new SettableClock();
    private final TestDatabase database;
    private BudgetStore store;
    private Lane lane = lane("a-token");

    BudgetBed(TestDatabase database) {
        this.database = database;
        store = new BudgetStore(database.jdbi(), JSON, 0);
    }

    void reserve(int percent) {
        store = new BudgetStore(database.jdbi(), JSON, percent);
    }

    /** Pairs of keys and values, as the provider's file would state them. */
    BudgetBed facts(String... facts) {
        lane = lane("a-token", facts);
        return this;
    }

    static Lane lane(String scopeId, String... facts) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("baseUrl", "https://acme.test"));
        for (int i = 0; i < facts.length; i += 2) {
            all.put(facts[i], facts[i + 1]);
        }
        RateLimit limits = Provider.of("acme", all, Map.of("servers", Map.of("path", "/servers")))
                .rateLimit();
        return new Lane("acme", limits, scopeId);
    }

    Permit take() {
        return take(null);
    }

    Permit take(@Nullable Outcome before) {
        return take(SERVERS, before);
    }

    Permit take(Endpoint endpoint, @Nullable Outcome before) {
        return store.take(lane, endpoint, before, clock.instant());
    }

    /** How many of so many permits were granted; none comes back. */
    int take(int times) {
        int granted = 0;
        for (int i = 0; i < times; i++) {
            granted += take() instanceof Permit.Granted ? 1 : 0;
        }
        return granted;
    }

    Permit.Granted granted() {
        return (Permit.Granted) take();
    }

    Permit.Wait refused() {
        return (Permit.Wait) take();
    }

    Instant note(Outcome outcome) {
        return store.note(lane, outcome, clock.instant());
    }

    /** A request that was answered, and noted. */
    Instant answered(@Nullable Long quota, @Nullable Long remaining, @Nullable Instant reset) {
        return note(answer(granted(), quota, remaining, reset));
    }

    Outcome answer(Permit.Granted permit, @Nullable Long quota, @Nullable Long remaining, @Nullable Instant reset) {
        return new Outcome(permit, SERVERS, true, seen(quota, remaining, reset, null), null);
    }

    static Outcome silent(Permit.Granted permit) {
        return new Outcome(permit, SERVERS, true, null, null);
    }

    static Outcome lost(Permit.Granted permit) {
        return new Outcome(permit, SERVERS, false, null, null);
    }

    /** The answer that a limit was reached. */
    Outcome refusal(Permit.Granted permit, int status, @Nullable Instant until) {
        Refusal refusal = new Refusal(clock.instant(), status, "/servers", Duration.ofSeconds(60), status != 429);
        return new Outcome(permit, SERVERS, true, seen(null, null, null, until), refusal);
    }

    Observation seen(@Nullable Long quota, @Nullable Long remaining, @Nullable Instant reset, @Nullable Instant retry) {
        return new Observation(clock.instant(), quota, remaining, reset, retry, Map.of("x-ratelimit-limit", "5"));
    }

    Instant in(long seconds) {
        return clock.instant().plusSeconds(seconds);
    }

    /** A column of the only budget, or of the bucket that is named. */
    @Nullable String stored(String column, String... bucket) {
        return database.texts("select cast(" + column + " as text) from budgets"
                        + (bucket.length == 0 ? "" : " where bucket = '" + bucket[0] + "'"))
                .get(0);
    }
}
