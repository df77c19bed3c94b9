package io.tidegate.cli.dock;

import io.tidegate.api.dock.DockView;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Prompt;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Remove a dock, its credentials and its queue; say what becomes of its data.")
final class DockRemoveCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "DOCK", description = "Its id or name.")
    private String reference = "";

    @ArgGroup
    private @Nullable Data data;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    static final class Data {
        @Option(names = "--keep-data", description = "Leave its resources and their history.")
        private boolean keep;

        @Option(names = "--erase-data", description = "Erase its resources, their history and its alerts.")
        private boolean erase;

        boolean erases() {
            return erase && !keep;
        }
    }

    DockRemoveCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Prompt prompt = workspace.screen().prompt();
        boolean asks = prompt.isThere() && !yes;
        if (data == null && !asks) {
            throw CommandException.wrongUse("Say --keep-data or --erase-data: what becomes of the dock's resources?");
        }
        DockView dock = workspace.dock(reference);
        boolean erase = data == null
                ? prompt.agrees("Erase the resources and history of " + dock.name() + " too?")
                : data.erases();
        String question = "Remove dock " + dock.id() + " (" + dock.name() + ")"
                + (erase ? " and erase its data for good?" : " and keep its data?");
        if (asks && !prompt.agrees(question)) {
            throw CommandException.failed("Nothing was removed.");
        }
        workspace.link().delete("/docks/" + dock.id(), Map.of("data", erase ? "erase" : "keep"));
        workspace
                .screen()
                .line("Dock " + dock.id() + " removed" + (erase ? ", and its data erased." : "; its data stays."));
        return 0;
    }
}
