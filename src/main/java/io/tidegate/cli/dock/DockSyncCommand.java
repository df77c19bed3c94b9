package io.tidegate.cli.dock;

import io.tidegate.cli.session.Docks;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockHealth;
import io.tidegate.monitor.SyncEvent;
import io.tidegate.provider.Provider;
import io.tidegate.queue.JobState;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore.Enqueued;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "sync", description = "Sync a dock as soon as possible, before those that are only due.")
final class DockSyncCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "DOCK", description = "Its id or name.")
    private String reference = "";

    @Option(names = "--type", paramLabel = "TYPE", description = "Only this resource type; all when none is named.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--wait", description = "Return when that run has ended; exit code 1 when it failed.")
    private boolean wait;

    DockSyncCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Dock dock = workspace.dock(reference);
        Provider provider = workspace.providers().require(dock.provider());
        List<String> wanted = DockOptions.types(provider, types);
        RunWatch watch = new RunWatch(workspace, dock);
        Enqueued job = enqueue(dock, wanted);
        if (workspace.jobs().otherProcesses() == 0) {
            String queued =
                    "Queued as job " + job.job() + ", and no Tidegate is running to do it: start ./tidegate run.";
            if (wait) {
                throw CommandException.failed(queued);
            }
            workspace.screen().line(queued);
            return 0;
        } else if (!wait) {
            workspace.screen().line(said(job));
            String skipped = skipped(dock, Docks.judge(workspace, dock, workspace.now()));
            if (!skipped.isEmpty()) {
                workspace.screen().note(skipped);
            }
            return 0;
        }
        return report(dock, watch.await(job));
    }

    private Enqueued enqueue(Dock dock, @Nullable List<String> wanted) {
        List<Enqueued> answer = workspace
                .queue()
                .enqueue(dock.id(), JobType.MANUAL, wanted == null ? List.of() : wanted, workspace.now());
        if (answer.isEmpty()) {
            throw CommandException.failed("Dock " + dock.id() + " was removed a moment ago.");
        }
        return answer.get(0);
    }

    private static String said(Enqueued job) {
        if (job.fresh()) {
            return "Queued as job " + job.job() + ".";
        }
        return job.state() == JobState.RUNNING
                ? "Already running as job " + job.job() + "; it will run once more."
                : "Already queued as job " + job.job() + "; brought forward.";
    }

    /** Why the dock was not synced by itself, where this one sync does not change that; '' when nothing stands against it. */
    private String skipped(Dock dock, DockHealth health) {
        return switch (health.word()) {
            case PAUSED -> "Dock " + dock.name() + " is paused and stays so after this sync.";
            case ACTION_REQUIRED ->
                "Dock " + dock.name() + " is stopped and stays so after this sync: " + health.reason();
            case WAITING_FOR_BUDGET ->
                health.text(workspace.screen().look().zone(), workspace.now()) + ": " + health.reason();
            default -> "";
        };
    }

    private int report(Dock dock, SyncEvent run) {
        String failure = run.error() == null ? "" : ": " + run.error();
        if (run.status().equals("failed")) {
            throw CommandException.failed("Run " + run.id() + " of dock " + dock.name() + " failed" + failure);
        }
        workspace.screen().line("Run " + run.id() + " of dock " + dock.name() + ": " + RunWatch.summary(run) + failure);
        return 0;
    }
}
