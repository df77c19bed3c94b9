package io.tidegate.cli.view;

import io.tidegate.api.run.JobView;
import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.queue.OpenJob;
import io.tidegate.queue.OpenJobStore.Depth;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "queue", description = "Jobs that wait or run, the running ones first; at most 200.")
final class QueueCommand implements Callable<Integer> {
    private static final int MOST = 200;

    private final Workspace workspace;

    @Mixin
    private final DockFilter dock = new DockFilter();

    @Mixin
    private final JsonOption json = new JsonOption();

    QueueCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        List<OpenJob> jobs = workspace.jobs().open(dock.id(workspace), MOST);
        if (json.wanted()) {
            workspace.screen().json(jobs.stream().map(JobView::of).toList(), null);
            return 0;
        }
        Depth depth = workspace.jobs().depth();
        workspace
                .screen()
                .line(depth.available() + " waiting, " + depth.running() + " running, " + depth.retryable()
                        + " to try again");
        if (!jobs.isEmpty()) {
            show(jobs);
        }
        return 0;
    }

    private void show(List<OpenJob> jobs) {
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
        for (OpenJob job : jobs) {
            boolean running = job.state().equals("running");
            table.add(
                    job.id(),
                    job.target().name(),
                    job.type(),
                    job.state() + (job.rerun() ? ", again" : ""),
                    Words.relative(job.times().queuedAt(), now),
                    running ? Words.NONE : Words.ahead(job.times().runAt(), now),
                    job.retryCount(),
                    running ? Words.or(job.node()) : Words.NONE,
                    job.error() == null ? "" : job.error());
        }
        workspace.screen().table(table);
    }
}
