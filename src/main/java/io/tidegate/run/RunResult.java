package io.tidegate.run;

import io.tidegate.queue.Backoff;
import io.tidegate.queue.JobState;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a run, of its job and of its dock.
 *
 * @param status the run's end; null when it is not over
 * @param state what the job becomes
 * @param runAt when the job, or the dock, goes on; null when nothing has to wait
 * @param failures of the dock in a row, this one included
 * @param errorCode null when nothing failed
 * @param error in words
 * @param waiting why the run waits; null when it does not
 */
public record RunResult(
        @Nullable Status status,
        JobState state,
        @Nullable Instant runAt,
        int failures,
        @Nullable String errorCode,
        @Nullable String error,
        @Nullable Waiting waiting) {

    /**
     * Why a run waits.
     *
     * @param laneUntil until when everything in its lane must wait; null when it need not
     */
    public record Waiting(String reason, @Nullable Instant laneUntil) {}

    /** How a run can end. */
    public enum Status {
        SUCCESS,
        PARTIAL,
        FAILED
    }

    /**
     * Decides.
     *
     * @param listedBefore whether an earlier claim of the run ended a list: such a run did not fail as a whole
     * @param refused why the credentials are refused, null when they are not
     * @param failuresBefore of the dock in a row
     * @param retries how often this job was tried again
     */
    public static RunResult of(
            List<TypeResult> results,
            boolean listedBefore,
            @Nullable String refused,
            int failuresBefore,
            int retries,
            Instant now) {
        List<TypeResult.Failed> failed = only(results, TypeResult.Failed.class);
        if (refused != null) {
            return failure(JobState.DISCARDED, null, failuresBefore + 1, failed, refused);
        }
        TypeResult.Waiting waiting = only(results, TypeResult.Waiting.class).stream()
                .min(Comparator.comparing(TypeResult.Waiting::until))
                .orElse(null);
        if (waiting != null) {
            Instant laneUntil = only(results, TypeResult.Waiting.class).stream()
                    .filter(TypeResult.Waiting::all)
                    .map(TypeResult.Waiting::until)
                    .max(Comparator.naturalOrder())
                    .orElse(null);
            Waiting why = new Waiting(waiting.reason(), laneUntil);
            return new RunResult(null, JobState.AVAILABLE, waiting.until(), failuresBefore, null, null, why);
        }
        List<TypeResult.Postponed> postponed = only(results, TypeResult.Postponed.class);
        boolean listed = listedBefore || isAnyListed(results);
        if (!failed.isEmpty() && !listed) {
            int failures = failuresBefore + 1;
            JobState next = retries < Backoff.RETRIES ? JobState.RETRYABLE : JobState.DISCARDED;
            return failure(next, now.plus(Backoff.after(failures)), failures, failed, describe(failed, postponed));
        }
        if (!failed.isEmpty() || !postponed.isEmpty()) {
            return new RunResult(
                    Status.PARTIAL,
                    JobState.COMPLETED,
                    null,
                    failuresBefore,
                    failed.isEmpty() ? null : failed.get(0).code(),
                    describe(failed, postponed),
                    null);
        }
        return new RunResult(Status.SUCCESS, JobState.COMPLETED, null, 0, null, null, null);
    }

    /** Whether any list came to its end; those that are passed over have theirs. */
    public static boolean isAnyListed(List<TypeResult> results) {
        return results.stream().anyMatch(one -> one instanceof TypeResult.Listed || one instanceof TypeResult.Skipped);
    }

    private static RunResult failure(
            JobState state, @Nullable Instant runAt, int failures, List<TypeResult.Failed> failed, String error) {
        String code = failed.isEmpty() ? "UNKNOWN_ERROR" : failed.get(0).code();
        return new RunResult(Status.FAILED, state, runAt, failures, code, error, null);
    }

    private static String describe(List<TypeResult.Failed> failed, List<TypeResult.Postponed> postponed) {
        Set<String> words = failed.stream()
                .map(one ->
                        one.list().type().isEmpty() ? one.message() : one.list().type() + ": " + one.message())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String said = words.stream().limit(5).collect(Collectors.joining("; "));
        String more = words.size() > 5 ? "; and " + (words.size() - 5) + " more" : "";
        String later =
                postponed.stream().map(one -> one.list().type()).distinct().collect(Collectors.joining(", "));
        String waits = later.isEmpty() ? "" : (said.isEmpty() ? "" : "; ") + "waiting after failures: " + later;
        return said + more + waits;
    }

    private static <T extends TypeResult> List<T> only(List<TypeResult> results, Class<T> kind) {
        return results.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
