package io.tidegate.cli.dock;

import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.dock.Dock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands that turn a dock on or off, or let it do what waits for a person. */
abstract class DockSwitchCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "DOCK", description = "Its id or name.")
    private String reference = "";

    DockSwitchCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Does it; false when the dock is gone. */
    abstract boolean change(Workspace work, Dock dock);

    /** What was done, in words. */
    abstract String done(Dock dock);

    @Override
    public Integer call() {
        Dock dock = workspace.dock(reference);
        if (!change(workspace, dock)) {
            throw CommandException.failed("Dock " + dock.id() + " was removed a moment ago.");
        }
        workspace.screen().line(done(dock));
        return 0;
    }

    @Command(name = "pause", description = "Stop scheduled runs; one under way ends as it would.")
    static final class Pause extends DockSwitchCommand {
        Pause(Workspace workspace) {
            super(workspace);
        }

        @Override
        boolean change(Workspace work, Dock dock) {
            return work.docks().pause(dock.id(), work.now());
        }

        @Override
        String done(Dock dock) {
            return "Dock " + dock.name() + " is paused; resume it with ./tidegate dock resume " + dock.id() + ".";
        }
    }

    @Command(name = "resume", description = "Go on at once, whatever had stopped it.")
    static final class Resume extends DockSwitchCommand {
        Resume(Workspace workspace) {
            super(workspace);
        }

        @Override
        boolean change(Workspace work, Dock dock) {
            return work.docks().resume(dock.id(), work.now());
        }

        @Override
        String done(Dock dock) {
            return "Dock " + dock.name() + " goes on.";
        }
    }

    @Command(
            name = "confirm",
            description = "Let the deletions happen that are held back, because a listing lacks so much.")
    static final class Confirm extends DockSwitchCommand {
        Confirm(Workspace workspace) {
            super(workspace);
        }

        @Override
        boolean change(Workspace work, Dock dock) {
            return work.docks().confirmDeletions(dock.id(), work.now());
        }

        @Override
        String done(Dock dock) {
            return "Dock " + dock.name() + " may delete with its next listing what was held back.";
        }
    }
}
