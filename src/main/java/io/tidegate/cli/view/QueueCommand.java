package io.tidegate.cli.view;

import io.tidegate.api.run.JobView;
import io.tidegate.api.run.QueueView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.state.QueueFacts;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.page.Page;
import io.tidegate.queue.JobState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "queue", description = "How much waits and what holds it up; the jobs, the running ones first.")
final class QueueCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 200;
    private static final String JOBS = "/jobs";
    private static final String QUEUE = "/queue";

    private final Workspace workspace;

    @Mixin
    private final Whose whose = new Whose();

    @Option(names = "--jobs", description = "The jobs alone; with --json, those instead of the whole.")
    private boolean jobs;

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    QueueCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> query = whose.query(workspace);
        if (json.wanted() && !jobs) {
            workspace.screen().json(workspace.link().get(QUEUE, query, QueueView.class));
            return 0;
        }
        Page<JobView> page = pages.read(workspace, JOBS, query, DEFAULT_LIMIT, JobView.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
            return 0;
        }
        if (!jobs) {
            QueueFacts.show(workspace, workspace.link().get(QUEUE, query, QueueView.class));
        }
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
