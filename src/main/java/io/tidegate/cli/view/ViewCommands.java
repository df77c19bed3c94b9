package io.tidegate.cli.view;

import io.tidegate.cli.figure.FigureCommands;
import io.tidegate.cli.hook.WebhooksCommand;
import io.tidegate.cli.letter.DeadLetterCommands;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.state.ErrorCommands;
import io.tidegate.cli.state.FreshnessCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Adds the commands that show what there is. */
public final class ViewCommands {
    private ViewCommands() {}

    /**
     * Adds them below the root command, in the order of its help.
     *
     * @param providers the commands of providers, which stand among them
     */
    public static void addTo(CommandLine root, Workspace workspace, CommandLine providers) {
        root.addSubcommand(new StatusCommand(workspace)).addSubcommand(new HealthCommand(workspace));
        FigureCommands.addTo(root, workspace);
        root.addSubcommand(new EventsCommand(workspace))
                .addSubcommand(new ErrorsCommand(workspace))
                .addSubcommand(ErrorCommands.of(workspace))
                .addSubcommand(new ChangesCommand(workspace))
                .addSubcommand(new FreshnessCommand(workspace))
                .addSubcommand(new BudgetCommand(workspace))
                .addSubcommand(new QueueCommand(workspace))
                .addSubcommand(new WebhooksCommand(workspace))
                .addSubcommand(DeadLetterCommands.of(workspace))
                .addSubcommand(new AuditCommand(workspace))
                .addSubcommand(new WhoAmICommand(workspace))
                .addSubcommand(providers)
                .addSubcommand(new CommandLine(new Db()).addSubcommand(new DbUrlCommand(workspace)));
    }

    @Command(name = "db", description = "The database: url.")
    private static final class Db {}
}
