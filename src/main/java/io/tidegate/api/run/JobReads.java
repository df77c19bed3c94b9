package io.tidegate.api.run;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.export.Listed;
import io.tidegate.queue.JobState;
import io.tidegate.queue.OpenJobStore.Filter;
import io.tidegate.queue.QueueLevelStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads jobs, one by one and as a whole. */
public final class JobReads {
    private static final Collection<JobState> OPEN =
            EnumSet.of(JobState.AVAILABLE, JobState.RUNNING, JobState.RETRYABLE);

    private static final Param DOCK = Param.number("dock", "Only this dock's.");
    private static final Param PROVIDER = Param.text("provider", "Only of this provider's docks.");

    private JobReads() {}

    public static List<Operation> operations() {
        return Stream.concat(
                        new Listed<>(
                                        "/jobs",
                                        Permission.JOBS_READ,
                                        "job",
                                        JobView.class,
                                        Listed.PAGE,
                                        "Jobs that wait, run, or have ended, newest first")
                                        .by(
                                                JobReads::list,
                                                DOCK,
                                                PROVIDER,
                                                Param.choice(
                                                        "state",
                                                        "Only in this state; all of them, or those that wait or run, which is"
                                                                + " also what is answered when nothing is said.",
                                                        Stream.concat(
                                                                        Stream.of("open", "all"),
                                                                        Arrays.stream(JobState.values())
                                                                                .map(JobState::word))
                                                                .toList()))
                                        .stream(),
                        Stream.of(
                                Operation.get("/jobs/{job}", Permission.JOBS_READ, "job.show")
                                        .takes(Param.flag("listed", "With how many records its run has listed so far."))
                                        .answers(JobView.class)
                                        .by("Where a job stands", JobReads::show),
                                Operation.get("/queue", Permission.OPERATIONS_READ, "queue.show")
                                        .takes(DOCK, PROVIDER)
                                        .answers(QueueView.class)
                                        .by(
                                                "How much waits in the queue, how long, and what holds it up",
                                                JobReads::queue)))
                .toList();
    }

    private static Call.Pages<JobView> list(Call call) {
        Filter filter = new Filter(call.number("dock"), call.text("provider"), states(call.text("state")));
        return (stores, after, limit) ->
                stores.jobs().recent(filter, after, limit).map(JobView::of);
    }

    private static ApiResponse queue(Call call) {
        return call.look(stores -> ApiResponse.ok(QueueView.of(
                new QueueLevelStore(stores.scoped().jdbi()),
                new QueueLevelStore.Filter(call.number("dock"), call.text("provider")),
                call.now())));
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
