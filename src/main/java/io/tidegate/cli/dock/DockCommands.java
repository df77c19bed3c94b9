package io.tidegate.cli.dock;

import io.tidegate.cli.hook.DockWebhookCommand;
import io.tidegate.cli.session.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group {@code dock}. */
@Command(
        name = "dock",
        description = "Provider accounts: add, list, show, sync, pause, resume, confirm, webhook, set, remove.")
public final class DockCommands {
    private DockCommands() {}

    /** The group with its commands. */
    public static CommandLine of(Workspace workspace) {
        return new CommandLine(new DockCommands())
                .addSubcommand(new DockAddCommand(workspace))
                .addSubcommand(new DockListCommand(workspace))
                .addSubcommand(new DockShowCommand(workspace))
                .addSubcommand(new DockSyncCommand(workspace))
                .addSubcommand(new DockSwitchCommand.Pause(workspace))
                .addSubcommand(new DockSwitchCommand.Resume(workspace))
                .addSubcommand(new DockSwitchCommand.Confirm(workspace))
                .addSubcommand(new DockWebhookCommand(workspace))
                .addSubcommand(new DockSetCommand(workspace))
                .addSubcommand(new DockRemoveCommand(workspace));
    }
}
