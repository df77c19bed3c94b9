package io.tidegate.cli.provider;

import io.tidegate.cli.session.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of {@code provider}. */
@Command(name = "provider", description = "What can be connected: list, show, check, try, record.")
public final class ProviderCommands {
    private ProviderCommands() {}

    /** The group with its commands, in the order of its help. */
    public static CommandLine of(Workspace workspace, FileTrial trial) {
        return new CommandLine(new ProviderCommands())
                .addSubcommand(new ProviderListCommand(workspace))
                .addSubcommand(new ProviderShowCommand(workspace))
                .addSubcommand(new ProviderCheckCommand(workspace, trial))
                .addSubcommand(new ProviderTryCommand(workspace))
                .addSubcommand(new ProviderRecordCommand(workspace));
    }
}
