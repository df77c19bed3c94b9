package io.tidegate.cli.view;

import io.tidegate.cli.hook.WebhooksCommand;
import io.tidegate.cli.letter.DeadLetterCommands;
import io.tidegate.cli.session.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Adds the commands that show what there is. */
public final class ViewCommands {
    private ViewCommands() {}

    /** Adds them below the root command, in the order of its help. */
    public static void addTo(CommandLine root, Workspace workspace) {
        root.addSubcommand(new StatusCommand(workspace))
                .addSubcommand(new HealthCommand(workspace))
                .addSubcommand(new EventsCommand(workspace))
                .addSubcommand(new ErrorsCommand(workspace))
                .addSubcommand(new ChangesCommand(workspace))
                .addSubcommand(new BudgetCommand(workspace))
                .addSubcommand(new QueueCommand(workspace))
                .addSubcommand(new WebhooksCommand(workspace))
                .addSubcommand(DeadLetterCommands.of(workspace))
                .addSubcommand(new CommandLine(new Provider())
                        .addSubcommand(new ProviderListCommand(workspace))
                        .addSubcommand(new ProviderShowCommand(workspace)))
                .addSubcommand(new CommandLine(new Db()).addSubcommand(new DbUrlCommand(workspace)));
    }

    @Command(name = "provider", description = "What can be connected: list, show.")
    private static final class Provider {}

    @Command(name = "db", description = "The database: url.")
    private static final class Db {}
}
