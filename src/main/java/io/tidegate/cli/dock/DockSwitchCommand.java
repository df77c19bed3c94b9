package io.tidegate.cli.dock;

import io.tidegate.api.dock.ChangedDock;
import io.tidegate.api.dock.DockView;
import io.tidegate.cli.session.Workspace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands that turn a dock on or off, or let it do what waits for a person. */
abstract class DockSwitchCommand implements Callable<Integer> {
    private final Workspace workspace;
    private final String verb;

    @Parameters(index = "0", paramLabel = "DOCK", description = "Its id or name.")
    private String reference = "";

    /** @param verb as the API names it */
    DockSwitchCommand(Workspace workspace, String verb) {
        this.workspace = workspace;
        this.verb = verb;
    }

    /** What was done, in words. */
    abstract String done(DockView dock);

    @Override
    public Integer call() {
        DockView dock = workspace.dock(reference);
        ChangedDock changed =
                workspace.link().send("POST", "/docks/" + dock.id() + "/" + verb, null, ChangedDock.class);
        workspace.screen().line(done(changed.dock()));
        return 0;
    }

    @Command(name = "pause", description = "Stop scheduled runs; one under way ends as it would.")
    static final class Pause extends DockSwitchCommand {
        Pause(Workspace workspace) {
            super(workspace, "pause");
        }

        @Override
        String done(DockView dock) {
            return "Dock " + dock.name() + " is paused; resume it with ./tidegate dock resume " + dock.id() + ".";
        }
    }

    @Command(name = "resume", description = "Go on at once, whatever had stopped it.")
    static final class Resume extends DockSwitchCommand {
        Resume(Workspace workspace) {
            super(workspace, "resume");
        }

        @Override
        String done(DockView dock) {
            return "Dock " + dock.name() + " goes on.";
        }
    }

    @Command(
            name = "confirm",
            description = "Let the deletions happen that are held back, because a listing lacks so much.")
    static final class Confirm extends DockSwitchCommand {
        Confirm(Workspace workspace) {
            super(workspace, "confirm-deletions");
        }

        @Override
        String done(DockView dock) {
            return "Dock " + dock.name() + " may delete with its next listing what was held back.";
        }
    }
}
