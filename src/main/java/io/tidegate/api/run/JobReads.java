package io.tidegate.api.run;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.queue.JobState;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads jobs. */
public final class JobReads {
    private static final Collection<JobState> OPEN =
            EnumSet.of(JobState.AVAILABLE, JobState.RUNNING, JobState.RETRYABLE);

    private JobReads() {}

    public static List<Operation> operations() {
        return List.of(
                Operation.get("/jobs", Permission.JOBS_READ, "job.list")
                        .takes(
                                Param.number("dock", "Only this dock's."),
                                Param.choice(
                                        "state",
                                        "Only in this state; all of them, or those that wait or run, which is also"
                                                + " what is answered when nothing is said.",
                                        Stream.concat(
                                                        Stream.of("open", "all"),
                                                        Arrays.stream(JobState.values())
                                                                .map(JobState::word))
                                                .toList()))
                        .pages(JobView.class)
                        .by("Jobs that wait, run, or have ended, newest first", JobReads::list),
                Operation.get("/jobs/{job}", Permission.JOBS_READ, "job.show")
                        .takes(Param.flag("listed", "With how many records its run has listed so far."))
                        .answers(JobView.class)
                        .by("Where a job stands", JobReads::show));
    }

    private static ApiResponse list(Call call) {
        Collection<JobState> states = states(call.text("state"));
        return call.pages((stores, after, limit) ->
                stores.jobs().recent(call.number("dock"), states, after, limit).map(JobView::of));
    }

    private static Collection<JobState> states(@Nullable String word) {
        if (word == null || word.equals("open")) {
            return OPEN;
        }
        return word.equals("all")
                ? EnumSet.allOf(JobState.class)
                : EnumSet.of(JobState.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private static ApiResponse show(Call call) {
        long id = call.id("job");
        return call.look(stores -> {
            JobView job = JobView.of(stores.jobs().find(id).orElseThrow(() -> Problem.missing("job", id)));
            Instant started = job.startedAt();
            if (started == null || !call.flag("listed") || !job.state().equals(JobState.RUNNING.word())) {
                return ApiResponse.ok(job);
            }
            return ApiResponse.ok(job.with(stores.counts().listedSince(job.dockId(), started)));
        });
    }
}
