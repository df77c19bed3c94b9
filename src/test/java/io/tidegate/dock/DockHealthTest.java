package io.tidegate.dock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.dock.DockHealth.Severity;
import io.tidegate.dock.DockHealth.Word;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DockHealthTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Dock.Condition NEVER = new Dock.Condition("pending", null, null, 0, null, null, null, null);

    @Test
    void a_dock_that_was_synced_within_two_intervals_is_on_time() {
        assertThat(judge(good(100))).returns(Word.ON_TIME, DockHealth::word).returns("healthy", DockHealth::status);
    }

    @Test
    void it_is_late_and_degraded_after_two_intervals_and_unhealthy_after_five() {
        assertThat(judge(good(121)))
                .returns(Word.LATE, DockHealth::word)
                .returns("degraded", DockHealth::status)
                .returns("no success for 2 min, planned every 60 s", DockHealth::reason);
        assertThat(judge(good(301))).returns(Word.LATE, DockHealth::word).returns("unhealthy", DockHealth::status);
    }

    @Test
    void a_limit_that_leaves_too_little_for_its_interval_degrades_it_before_it_is_late() {
        DockHealth health = DockHealth.of(dock(true, null, good(10)), true, "an interval of 80 s would fit", NOW);
        assertThat(health)
                .returns(Word.ON_TIME, DockHealth::word)
                .returns("degraded", DockHealth::status)
                .returns("an interval of 80 s would fit", DockHealth::reason);
        assertThat(DockHealth.of(dock(true, null, good(121)), true, "80 s would fit", NOW)
                        .reason())
                .isEqualTo("no success for 2 min, planned every 60 s; 80 s would fit");
    }

    @Test
    void by_cron_it_is_late_when_two_planned_instants_went_by() {
        assertThat(judge(dock(true, "0 0 * * * ?", good(7_000)))).returns(Word.ON_TIME, DockHealth::word);
        assertThat(judge(dock(true, "0 0 * * * ?", good(7_300)))).returns(Word.LATE, DockHealth::word);
    }

    @Test
    void a_new_dock_is_pending_and_says_when_nobody_takes_it_up() {
        assertThat(judge(NEVER))
                .returns(Word.PENDING, DockHealth::word)
                .returns("pending", DockHealth::status)
                .returns("not synced yet", DockHealth::reason);
        DockHealth later = DockHealth.of(dock(true, null, NEVER), true, NOW.plusSeconds(90));
        assertThat(later.reason()).isEqualTo("not synced yet, and due for 90 s: is Tidegate running?");
        assertThat(DockHealth.of(dock(true, null, NEVER), true, NOW.plusSeconds(121))
                        .status())
                .isEqualTo("degraded");
    }

    @Test
    void its_first_run_shows_as_syncing_and_later_ones_keep_the_word() {
        assertThat(judge(new Dock.Condition("syncing", null, null, 0, null, null, null, null)))
                .returns(Word.SYNCING, DockHealth::word)
                .returns(true, DockHealth::running)
                .returns("pending", DockHealth::status);
        assertThat(judge(new Dock.Condition("syncing", ago(10), null, 0, null, null, null, null)))
                .returns(Word.ON_TIME, DockHealth::word)
                .returns(true, DockHealth::running);
    }

    @Test
    void one_failure_degrades_and_three_are_unhealthy() {
        DockHealth one = judge(failing(1, NOW.plusSeconds(250)));
        assertThat(one)
                .returns(Word.BACKING_OFF, DockHealth::word)
                .returns(Severity.WARN, DockHealth::severity)
                .returns("HTTP_500", DockHealth::reason);
        assertThat(one.text(ZoneOffset.UTC, NOW)).isEqualTo("Backing off until 12:04:10");
        assertThat(judge(failing(3, NOW.plusSeconds(250))))
                .returns(Severity.BAD, DockHealth::severity)
                .returns("3 failures in a row: HTTP_500", DockHealth::reason);
        assertThat(judge(failing(1, ago(1)))).returns(Word.TRYING_AGAIN, DockHealth::word);
    }

    @Test
    void a_partial_run_degrades_though_it_is_no_failure() {
        assertThat(judge(new Dock.Condition("partial", ago(10), "servers: HTTP_404", 0, null, null, null, null)))
                .returns(Word.PARTIAL, DockHealth::word)
                .returns(Severity.WARN, DockHealth::severity)
                .returns("servers: HTTP_404", DockHealth::reason);
    }

    @Test
    void waiting_for_budget_is_no_failure_and_says_until_when() {
        DockHealth waits = judge(new Dock.Condition(
                "syncing",
                ago(30),
                null,
                0,
                null,
                NOW.plus(Duration.ofDays(1)),
                "digitalocean asked us to wait",
                null));
        assertThat(waits)
                .returns(Word.WAITING_FOR_BUDGET, DockHealth::word)
                .returns(Severity.OK, DockHealth::severity)
                .returns(false, DockHealth::running)
                .returns("digitalocean asked us to wait", DockHealth::reason);
        assertThat(waits.text(ZoneOffset.UTC, NOW)).isEqualTo("Waiting for budget until 2 Mar 12:00:00");
    }

    @Test
    void refused_credentials_need_a_person() {
        assertThat(judge(new Dock.Condition("error", ago(30), "401: no such token", 1, NOW, null, null, ago(5))))
                .returns(Word.ACTION_REQUIRED, DockHealth::word)
                .returns(Severity.BAD, DockHealth::severity)
                .returns("401: no such token", DockHealth::reason);
    }

    @Test
    void what_a_person_did_comes_before_everything_else() {
        assertThat(judge(dock(false, null, failing(3, NOW.plusSeconds(9)))))
                .returns(Word.PAUSED, DockHealth::word)
                .returns("paused", DockHealth::status);
        assertThat(DockHealth.of(dock(true, null, good(10)), false, NOW))
                .returns(Word.PROVIDER_NOT_LOADED, DockHealth::word)
                .returns("degraded", DockHealth::status);
    }

    @Test
    void all_that_holds_is_told_and_what_counts_comes_first() {
        Dock.Condition both =
                new Dock.Condition("error", ago(400), "HTTP_500", 2, NOW.plusSeconds(9), null, null, null);
        assertThat(judge(both).reasons())
                .containsExactly("2 failures in a row: HTTP_500", "no success for 6 min, planned every 60 s");
        assertThat(DockHealth.of(dock(true, null, good(400)), false, "80 s would fit", NOW)
                        .reasons())
                .containsExactly(
                        "no file of provider digitalocean is loaded; it goes on when there is one",
                        "no success for 6 min, planned every 60 s");
        assertThat(DockHealth.of(dock(true, null, good(10)), true, "80 s would fit", NOW)
                        .reasons())
                .containsExactly("80 s would fit");
        Dock.Condition refused = new Dock.Condition("error", ago(400), "401", 1, NOW, null, null, ago(5));
        assertThat(judge(refused).reasons()).containsExactly("401", "no success for 6 min, planned every 60 s");
        assertThat(judge(dock(false, null, refused)).reasons())
                .containsExactly("paused by hand; resume it to go on", "401");
    }

    @Test
    void a_dock_that_waits_for_budget_before_its_first_run_is_pending() {
        assertThat(judge(new Dock.Condition(
                        "syncing", null, null, 0, null, NOW.plusSeconds(60), "no requests left", null)))
                .returns(Word.WAITING_FOR_BUDGET, DockHealth::word)
                .returns("pending", DockHealth::status)
                .extracting(DockHealth::reasons)
                .isEqualTo(List.of("no requests left"));
    }

    private static DockHealth judge(Dock.Condition condition) {
        return judge(dock(true, null, condition));
    }

    private static DockHealth judge(Dock dock) {
        return DockHealth.of(dock, true, NOW);
    }

    private static Dock.Condition good(long secondsAgo) {
        return new Dock.Condition("success", ago(secondsAgo), null, 0, null, null, null, null);
    }

    private static Dock.Condition failing(int failures, Instant until) {
        return new Dock.Condition("error", ago(30), "HTTP_500", failures, until, null, null, null);
    }

    private static Instant ago(long seconds) {
        return NOW.minusSeconds(seconds);
    }

    private static Dock dock(boolean enabled, @Nullable String cron, Dock.Condition condition) {
        return new Dock(
                new Dock.Owner(1, 7),
                "main",
                "digitalocean",
                Map.of(),
                null,
                new Dock.Access(null, "", "digitalocean/token"),
                new Dock.Schedule(enabled, Duration.ofSeconds(60), cron, NOW),
                condition);
    }
}
