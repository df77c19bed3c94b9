package io.tidegate.budget;

import static io.tidegate.budget.BudgetBed.SERVERS;
import static io.tidegate.budget.BudgetBed.lost;
import static io.tidegate.budget.BudgetBed.silent;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.provider.RateLimit.Quota;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a provider told, and what it did not: one statement decides whether a request may be sent. */
class BudgetStoreTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final BudgetBed bed = new BudgetBed(database);

    @BeforeEach
    void empty() {
        database.clear("budgets", "docks");
    }

    @Test
    void nothing_known_holds_nothing_back() {
        assertThat(bed.take(100)).isEqualTo(100);
    }

    @Test
    void what_is_declared_is_counted_so_that_no_stretch_of_a_windows_length_holds_more() {
        bed.facts("rateLimit.buckets.minute", "4/1m");
        Instant began = bed.clock.instant();
        assertThat(bed.take(2)).isEqualTo(2);
        bed.clock.tick(Duration.ofSeconds(40));
        assertThat(bed.take(9)).isEqualTo(2);

        Permit.Wait wait = bed.refused();

        assertThat(wait.reason()).isEqualTo("acme minute has 0 of 4 requests left, which are the owner's reserve");
        assertThat(wait.until())
                .isBetween(began.plusSeconds(60), began.plusSeconds(63).plusMillis(1));
        bed.clock.set(wait.until());
        assertThat(bed.take(9)).isEqualTo(2);
        assertThat(bed.stored("remaining")).isEqualTo("0");
    }

    @Test
    void permits_come_from_every_bucket_or_from_none() {
        bed.facts("rateLimit.buckets.hour", "3/1h", "rateLimit.buckets.minute", "2/1m", "rateLimit.headers", "hour");
        assertThat(bed.take(9)).isEqualTo(2);
        assertThat(bed.stored("remaining", "hour")).isEqualTo("1");
        assertThat(bed.stored("remaining", "minute")).isEqualTo("0");

        bed.clock.tick(Duration.ofMinutes(2));
        assertThat(bed.take(9)).isOne();
        assertThat(bed.refused().reason()).startsWith("acme hour");
    }

    @Test
    void a_bucket_that_is_declared_later_costs_no_permit_of_the_others() {
        bed.facts("rateLimit.buckets.hour", "9/1h").take(1);
        bed.facts("rateLimit.buckets.hour", "9/1h", "rateLimit.buckets.day", "99/1d", "rateLimit.headers", "hour")
                .take(1);
        assertThat(bed.stored("remaining", "hour")).isEqualTo("7");
        assertThat(bed.stored("remaining", "day")).isEqualTo("98");
    }

    @Test
    void the_reserve_is_left_to_the_owner_be_it_counted_or_told() {
        bed.reserve(10);
        assertThat(bed.facts("rateLimit.buckets.minute", "20/1m").take(30)).isEqualTo(18);
        database.clear("budgets");
        bed.answered(20L, 5L, bed.in(60));
        assertThat(bed.take(9)).isEqualTo(3);
        assertThat(bed.refused().all()).isTrue();
    }

    @Test
    void permits_that_are_out_count_until_their_answer_is_noted() {
        Instant reset = bed.in(60);
        bed.answered(10L, 4L, reset);
        Permit.Granted first = bed.granted();
        bed.clock.tick(Duration.ofMillis(1));
        Permit.Granted second = bed.granted();
        assertThat(bed.take(9)).isEqualTo(2);
        assertThat(bed.refused().reason()).isEqualTo("acme: other requests are on their way");

        // the second was counted before the first: the higher figure came later, and means nothing
        bed.note(bed.answer(second, 10L, 2L, reset));
        assertThat(bed.refused().until()).isEqualTo(bed.clock.instant().plusMillis(250));
        bed.note(bed.answer(first, 10L, 3L, reset));
        assertThat(bed.take(9)).isZero();
        assertThat(bed.stored("remaining")).isEqualTo("2");
        assertThat(bed.stored("cardinality(in_flight)")).isEqualTo("2");
    }

    @Test
    void a_request_without_an_answer_or_without_figures_may_have_been_counted() {
        bed.answered(10L, 5L, bed.in(60));
        bed.note(lost(bed.granted()));
        assertThat(bed.stored("remaining")).isEqualTo("4");
        bed.note(silent(bed.granted()));
        assertThat(bed.stored("remaining")).isEqualTo("3");
    }

    @Test
    void the_permit_of_a_worker_that_died_keeps_nobody_out_of_the_next_window() {
        bed.answered(10L, 5L, bed.in(60));
        bed.granted();
        bed.clock.tick(Duration.ofSeconds(61));

        assertThat(bed.take(9)).isOne();
    }

    @Test
    void where_the_worker_died_that_asked_for_all_another_asks_as_soon_as_no_answer_can_come() {
        bed.answered(10L, 5L, bed.in(60));
        bed.clock.tick(Duration.ofSeconds(61));
        bed.granted();
        bed.clock.tick(Duration.ofSeconds(44));
        assertThat(bed.refused().reason()).isEqualTo("acme: other requests are on their way");
        bed.clock.tick(Duration.ofSeconds(1));

        assertThat(bed.take(9)).isOne();
    }

    @Test
    void the_permits_of_a_worker_that_died_are_taken_as_spent_when_no_answer_can_come() {
        bed.answered(10L, 5L, bed.in(600));
        bed.take(2);
        bed.clock.tick(Duration.ofMinutes(4));
        bed.answered(null, null, null);
        assertThat(bed.stored("remaining")).isEqualTo("2");
        assertThat(bed.stored("in_flight")).isEqualTo("{}");
    }

    @Test
    void once_a_told_window_has_passed_one_request_asks_for_all() {
        Instant reset = bed.in(30);
        bed.answered(100L, 0L, reset);
        assertThat(bed.refused().until()).isEqualTo(reset);
        bed.clock.set(reset);

        Permit.Granted probe = bed.granted();

        assertThat(bed.refused().reason()).isEqualTo("acme: other requests are on their way");
        bed.note(bed.answer(probe, 100L, 3L, bed.in(30)));
        assertThat(bed.take(9)).isEqualTo(3);
    }

    @Test
    void a_provider_that_stops_telling_is_counted_again() {
        bed.facts("rateLimit.buckets.minute", "5/1m").answered(9L, 8L, bed.in(30));
        bed.clock.tick(Duration.ofMinutes(3));
        bed.note(silent(bed.granted()));
        assertThat(bed.take(9)).isEqualTo(4);
    }

    @Test
    void within_one_window_the_lower_figure_holds_and_another_window_has_its_own() {
        Instant reset = bed.in(30);
        bed.answered(100L, 50L, reset);
        bed.answered(100L, 80L, reset.plusSeconds(2));
        assertThat(bed.stored("remaining")).isEqualTo("50");
        bed.answered(100L, 99L, reset.plusSeconds(60));
        assertThat(bed.stored("remaining")).isEqualTo("99");
    }

    @Test
    void what_an_answer_said_of_a_passed_window_counts_no_more() {
        bed.answered(100L, 60L, bed.in(60));
        Permit.Granted early = bed.granted();
        bed.note(bed.answer(early, 100L, 0L, bed.in(-1)));
        assertThat(bed.stored("remaining")).isEqualTo("60");
    }

    @Test
    void what_remains_without_a_reset_holds_for_the_windows_length() {
        bed.facts("rateLimit.buckets.quarter", "10/15m").answered(null, 0L, null);
        assertThat(bed.refused().until()).isEqualTo(bed.in(900));
    }

    @Test
    void a_retry_after_runs_whatever_is_left_and_is_never_shortened() {
        Instant until = bed.in(40);
        bed.note(bed.refusal(bed.granted(), 429, until));
        assertThat(bed.refused()).isEqualTo(new Permit.Wait(until, "acme asked us to wait", true));
        bed.clock.set(until);
        assertThat(bed.take(1)).isOne();
    }

    @Test
    void a_refusal_that_does_not_say_waits_a_minute_and_one_that_may_ban_doubles_it() {
        Permit.Granted first = bed.granted();
        assertThat(bed.note(bed.refusal(first, 429, null))).isEqualTo(bed.in(60));
        bed.clock.tick(Duration.ofSeconds(60));
        assertThat(bed.note(bed.refusal(bed.granted(), 403, null))).isEqualTo(bed.in(120));
        bed.clock.tick(Duration.ofMinutes(2));
        assertThat(bed.note(bed.refusal(bed.granted(), 403, null))).isEqualTo(bed.in(240));
        bed.clock.tick(Duration.ofMinutes(4));
        bed.note(silent(bed.granted()));
        assertThat(bed.note(bed.refusal(bed.granted(), 403, null))).isEqualTo(bed.in(60));
    }

    @Test
    void an_endpoint_with_a_limit_of_its_own_does_not_hold_back_the_others() {
        bed.facts("rateLimit.headers", "endpoint");
        Endpoint domains = new Endpoint("domains", null);
        bed.note(bed.refusal(bed.granted(), 429, bed.in(90)));

        assertThat(bed.refused().all()).isFalse();
        assertThat(bed.take(domains, null)).isInstanceOf(Permit.Granted.class);

        Endpoint narrow = new Endpoint("keys", new Quota(1, Duration.ofMinutes(1)));
        bed.facts();
        assertThat(bed.take(narrow, null)).isInstanceOf(Permit.Granted.class);
        assertThat(bed.take(narrow, null)).isInstanceOfSatisfying(Permit.Wait.class, wait -> {
            assertThat(wait.reason()).startsWith("acme keys has 0 of 1");
            assertThat(wait.all()).isFalse();
        });
        assertThat(bed.take(SERVERS, null)).isInstanceOf(Permit.Granted.class);
    }

    @Test
    void what_became_of_a_permit_is_noted_for_its_own_endpoint() {
        bed.facts("rateLimit.headers", "endpoint");
        Outcome outcome = bed.answer(bed.granted(), 9L, 7L, bed.in(30));
        bed.take(new Endpoint("domains", null), outcome);
        assertThat(bed.stored("remaining", "servers")).isEqualTo("7");
        assertThat(bed.stored("in_flight", "servers")).isEqualTo("{}");
        assertThat(bed.stored("told", "domains")).isEqualTo("false");
    }

    @Test
    void a_refusal_of_what_was_only_counted_halves_the_pace_which_then_grows_by_a_twentieth_a_window() {
        bed.facts("rateLimit.buckets.minute", "100/1m");
        assertThat(bed.take(79)).isEqualTo(79);
        Permit.Granted last = bed.granted();
        bed.note(bed.refusal(last, 429, bed.in(60)));
        assertThat(bed.stored("pace")).isEqualTo("50");

        bed.clock.tick(Duration.ofMinutes(2));
        assertThat(bed.take(100)).isEqualTo(55);
        bed.clock.tick(Duration.ofMinutes(20));
        for (int window = 0; window < 12; window++) {
            bed.take(1);
            bed.clock.tick(Duration.ofMinutes(2));
        }
        assertThat(bed.stored("pace")).isNull();
    }

    @Test
    void a_limit_nobody_declared_is_learned_from_a_refusal() {
        bed.take(29);
        bed.note(bed.refusal(bed.granted(), 429, bed.in(60)));
        bed.clock.tick(Duration.ofSeconds(64));
        assertThat(bed.take(40)).isEqualTo(16);
    }

    @Test
    void the_last_fifty_violations_are_kept_newest_first_with_their_headers() {
        for (int i = 1; i <= 53; i++) {
            Instant until = bed.clock.tick(Duration.ofMinutes(2));
            bed.note(bed.refusal(bed.granted(), 429, until));
        }
        assertThat(bed.stored("jsonb_array_length(violations)")).isEqualTo("50");
        assertThat(bed.stored("violations -> 0 ->> 'time'"))
                .isEqualTo(bed.clock.instant().toString());
        assertThat(bed.stored("violations -> 0 -> 'headers' ->> 'x-ratelimit-limit'"))
                .isEqualTo("5");
        assertThat(bed.stored("violations -> 0 ->> 'endpoint'")).isEqualTo("/servers");
    }

    @Test
    void the_headers_that_came_last_are_kept() {
        bed.answered(5L, 4L, null);
        bed.take();
        assertThat(bed.stored("headers")).isEqualTo("{\"x-ratelimit-limit\": \"5\"}");
    }

    @Test
    void tokens_have_budgets_of_their_own_and_an_address_shares_one() {
        BudgetStore store = new BudgetStore(database.jdbi(), BudgetBed.JSON, 0);
        for (String scope : new String[] {"token", "ip"}) {
            for (String who : new String[] {"one", "two"}) {
                store.take(BudgetBed.lane(who, "rateLimit.scope", scope), SERVERS, null, bed.clock.instant());
            }
        }
        assertThat(database.texts("select scope || '/' || scope_id from budgets order by 1"))
                .containsExactly("ip/", "token/one", "token/two");
    }
}
