package io.tidegate.cli.dock;

import io.tidegate.api.dock.DockView;
import io.tidegate.api.dock.QueuedSync;
import io.tidegate.api.dock.SyncWish;
import io.tidegate.api.run.EventView;
import io.tidegate.cli.session.HealthCell;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.dock.DockHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
        DockView dock = workspace.dock(reference);
        RunWatch watch = new RunWatch(workspace, dock);
        QueuedSync job =
                workspace.link().send("POST", "/docks/" + dock.id() + "/sync", new SyncWish(types), QueuedSync.class);
        if (workspace.isIdle()) {
            String queued =
                    "Queued as job " + job.job() + ", and no Tidegate is running to do it: start ./tidegate run.";
            if (wait) {
                throw CommandException.failed(queued);
            }
            workspace.screen().line(queued);
            return 0;
        } else if (!wait) {
            workspace.screen().line(said(job));
            String skipped = skipped(dock);
            if (!skipped.isEmpty()) {
                workspace.screen().note(skipped);
            }
            return 0;
        }
        return report(dock, watch.await(job));
    }

    private static String said(QueuedSync job) {
        if (!job.alreadyQueued()) {
            return "Queued as job " + job.job() + ".";
        }
        return RunWatch.isRunning(job)
                ? "Already running as job " + job.job() + "; it will run once more."
                : "Already queued as job " + job.job() + "; brought forward.";
    }

    /** Why the dock was not synced by itself, where this one sync does not change that; '' when nothing stands against it. */
    private String skipped(DockView dock) {
        DockView.Health health = dock.health();
        if (HealthCell.isWord(health, DockHealth.Word.PAUSED)) {
            return "Dock " + dock.name() + " is paused and stays so after this sync.";
        } else if (HealthCell.isWord(health, DockHealth.Word.ACTION_REQUIRED)) {
            return "Dock " + dock.name() + " is stopped and stays so after this sync: " + health.reason();
        }
        return HealthCell.isWord(health, DockHealth.Word.WAITING_FOR_BUDGET)
                ? HealthCell.text(health, workspace.screen().look().zone(), workspace.now()) + ": " + health.reason()
                : "";
    }

    private int report(DockView dock, EventView run) {
        String failure = run.errorMessage() == null ? "" : ": " + run.errorMessage();
        if (run.status().equals("failed")) {
            throw CommandException.failed("Run " + run.id() + " of dock " + dock.name() + " failed" + failure);
        }
        workspace.screen().line("Run " + run.id() + " of dock " + dock.name() + ": " + RunWatch.summary(run) + failure);
        return 0;
    }
}
