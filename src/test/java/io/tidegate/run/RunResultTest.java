package io.tidegate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.queue.JobState;
import io.tidegate.record.ResourceStore.ListKey;
import io.tidegate.run.RunResult.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunResultTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final TypeResult LISTED = new TypeResult.Listed(list("servers"), null, null);
    private static final TypeResult FAILED = new TypeResult.Failed(list("domains"), "HTTP_500", "Demo answered 500", 0);
    private static final TypeResult POSTPONED = new TypeResult.Postponed(list("databases"), NOW.plusSeconds(60));

    @Test
    void a_run_whose_lists_all_ended_is_a_success_and_resets_failures() {
        assertThat(of(List.of(LISTED), 3, 1))
                .isEqualTo(new RunResult(Status.SUCCESS, JobState.COMPLETED, null, 0, null, null, null));
    }

    @Test
    void a_run_with_nothing_left_to_list_is_a_success() {
        assertThat(of(List.of(), 0, 0).status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void a_run_in_which_one_list_failed_is_partial_names_it_and_leaves_failures_as_they_were() {
        RunResult result = of(List.of(LISTED, FAILED), 2, 0);
        assertThat(result.status()).isEqualTo(Status.PARTIAL);
        assertThat(result.state()).isEqualTo(JobState.COMPLETED);
        assertThat(result.failures()).isEqualTo(2);
        assertThat(result.errorCode()).isEqualTo("HTTP_500");
        assertThat(result.error()).contains("domains", "Demo answered 500");
    }

    @Test
    void a_run_of_which_an_earlier_claim_listed_something_is_partial_though_all_that_was_left_failed() {
        RunResult result = RunResult.of(List.of(FAILED), true, null, 0, 0, NOW);
        assertThat(result.status()).isEqualTo(Status.PARTIAL);
        assertThat(result.state()).isEqualTo(JobState.COMPLETED);
        assertThat(result.failures()).isZero();
    }

    @Test
    void a_list_that_waits_after_failures_keeps_the_run_partial() {
        RunResult result = of(List.of(LISTED, POSTPONED), 0, 0);
        assertThat(result.status()).isEqualTo(Status.PARTIAL);
        assertThat(result.error()).contains("databases");
    }

    @Test
    void a_run_in_which_all_that_was_tried_failed_is_a_failure_whatever_waits_after_earlier_ones() {
        RunResult result = of(List.of(FAILED, POSTPONED), 1, 0);
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.failures()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 4", "2, 8", "3, 16", "4, 32", "5, 60", "6, 60", "40, 60"})
    void a_run_in_which_every_list_failed_backs_off_longer_each_time(int before, int minutes) {
        RunResult result = of(List.of(FAILED), before, 0);
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.state()).isEqualTo(JobState.RETRYABLE);
        assertThat(result.failures()).isEqualTo(before + 1);
        assertThat(result.runAt()).isEqualTo(NOW.plus(Duration.ofMinutes(minutes)));
    }

    @Test
    void a_job_is_discarded_after_its_third_retry_while_the_dock_goes_on_backing_off() {
        RunResult result = of(List.of(FAILED), 3, 3);
        assertThat(result.state()).isEqualTo(JobState.DISCARDED);
        assertThat(result.runAt()).isEqualTo(NOW.plus(Duration.ofMinutes(16)));
    }

    @Test
    void a_run_that_must_wait_is_snoozed_until_the_first_list_may_go_on_while_its_lane_waits_for_what_all_share() {
        TypeResult later = new TypeResult.Waiting(list("apps"), NOW.plusSeconds(90), "hourly budget", true);
        TypeResult sooner = new TypeResult.Waiting(list("projects"), NOW.plusSeconds(30), "429", false);
        RunResult.Waiting waiting = new RunResult.Waiting("429", NOW.plusSeconds(90));
        assertThat(of(List.of(LISTED, FAILED, later, sooner), 1, 0))
                .isEqualTo(new RunResult(null, JobState.AVAILABLE, NOW.plusSeconds(30), 1, null, null, waiting));
    }

    @Test
    void refused_credentials_end_the_run_for_good_whatever_else_came_of_it() {
        RunResult result = RunResult.of(List.of(LISTED, FAILED), false, "refused: 401", 0, 0, NOW);
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.state()).isEqualTo(JobState.DISCARDED);
        assertThat(result.runAt()).isNull();
        assertThat(result.error()).isEqualTo("refused: 401");
    }

    private static RunResult of(List<TypeResult> results, int failures, int retries) {
        return RunResult.of(results, false, null, failures, retries, NOW);
    }

    private static ListKey list(String type) {
        return new ListKey(1, type, "");
    }
}
