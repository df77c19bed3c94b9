package io.tidegate.cli.view;

import io.tidegate.api.run.JobView;
import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.page.Page;
import io.tidegate.queue.JobState;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "queue", description = "Jobs that wait or run, the running ones first.")
final class QueueCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 200;
    private static final String PATH = "/jobs";

    private final Workspace workspace;

    @Mixin
    private final DockFilter dock = new DockFilter();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    QueueCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> filter = new HashMap<>();
        filter.put("dock", dock.id(workspace));
        Page<JobView> page = pages.read(workspace, PATH, filter, DEFAULT_LIMIT, JobView.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
            return 0;
        }
        List<JobView> all = page.next() == null && pages.isFirst()
                ? page.items()
                : workspace.link().all(PATH, filter, JobView.class);
        workspace
                .screen()
                .line(count(all, JobState.AVAILABLE) + " waiting, " + count(all, JobState.RUNNING) + " running, "
                        + count(all, JobState.RETRYABLE) + " to try again");
        if (!page.items().isEmpty()) {
            show(page.items().stream()
                    .sorted(Comparator.comparing((JobView job) -> !isRunning(job))
                            .thenComparing(JobView::runAt)
                            .thenComparing(JobView::id))
                    .toList());
            PageOptions.more(workspace, page.next());
        }
        return 0;
    }

    private static long count(List<JobView> jobs, JobState state) {
        return jobs.stream().filter(job -> job.state().equals(state.word())).count();
    }

    private static boolean isRunning(JobView job) {
        return job.state().equals(JobState.RUNNING.word());
    }

    private void show(List<JobView> jobs) {
        Instant now = workspace.now();
        Table table = new Table(
                Column.number("JOB"),
                Column.text("DOCK", 8),
                Column.of("TYPE"),
                Column.of("STATE"),
                Column.of("QUEUED"),
                Column.of("GOES ON"),
                Column.number("RETRIES").whenWide(),
                Column.text("NODE", 8).whenWide(),
                Column.text("ERROR", 8).whenWide());
        for (JobView job : jobs) {
            boolean running = isRunning(job);
            table.add(
                    job.id(),
                    job.dock(),
                    job.type(),
                    job.state() + (job.rerun() ? ", again" : ""),
                    Words.relative(job.queuedAt(), now),
                    running ? Words.NONE : Words.ahead(job.runAt(), now),
                    job.retryCount(),
                    running ? Words.or(job.node()) : Words.NONE,
                    job.error() == null ? "" : job.error());
        }
        workspace.screen().table(table);
    }
}
