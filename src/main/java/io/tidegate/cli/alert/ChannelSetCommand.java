package io.tidegate.cli.alert;

import io.tidegate.api.alert.ChannelEdit;
import io.tidegate.api.alert.ChannelView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "set", description = "Change a channel; what is not named stays.")
final class ChannelSetCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "CHANNEL", description = "Its number or name.")
    private String reference = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Call it otherwise.")
    private @Nullable String name;

    @Option(names = "--on", negatable = true, description = "Switch it on, or off with --no-on.")
    private @Nullable Boolean enabled;

    @Option(names = "--severity", paramLabel = "WORD", description = "At least warning or critical.")
    private @Nullable String severity;

    @Option(names = "--rule", paramLabel = "RULE", description = "Only of this rule; several are named one by one.")
    private List<String> rules = new ArrayList<>();

    @Option(names = "--all-rules", description = "Of all rules.")
    private boolean allRules;

    @Option(names = "--to", paramLabel = "EMAIL", description = "Of mail: to whom, in the place of those there are.")
    private List<String> recipients = new ArrayList<>();

    @Mixin
    private final UrlOptions url = new UrlOptions();

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "Sign webhooks with the secret in this file from now on.")
    private @Nullable Path secret;

    @Mixin
    private final ChannelCommands.Whole whole = new ChannelCommands.Whole();

    @Mixin
    private final JsonOption json = new JsonOption();

    ChannelSetCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        if (allRules && !rules.isEmpty()) {
            throw CommandException.wrongUse("--all-rules and --rule say different things: leave one out.");
        }
        ChannelView before = whole.find(workspace, reference);
        ChannelEdit edit = new ChannelEdit(
                name,
                enabled,
                severity,
                allRules ? List.of() : rules.isEmpty() ? null : rules,
                null,
                recipients.isEmpty() ? null : recipients,
                url.isGiven() ? url.needed(workspace) : null,
                secret == null ? null : UrlOptions.in(secret));
        ChannelView after = workspace.link().send("PATCH", whole.path() + "/" + before.id(), edit, ChannelView.class);
        if (json.wanted()) {
            workspace.screen().json(after);
        } else {
            workspace
                    .screen()
                    .line("Channel " + after.id() + " (" + after.name() + ") is " + (after.enabled() ? "on" : "off")
                            + " and leads to " + after.leadsTo() + ".");
        }
        return 0;
    }
}
