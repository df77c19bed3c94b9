package io.tidegate.cli.alert;

import io.tidegate.api.alert.ChannelView;
import io.tidegate.api.alert.MadeChannel;
import io.tidegate.api.alert.NewChannel;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Have somebody told of alerts. A webhook's signing secret is printed once, alone.")
final class ChannelAddCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "NAME", description = "What it is called.")
    private String name = "";

    @Option(names = "--kind", required = true, paramLabel = "KIND", description = "webhook, slack or mail.")
    private String kind = "";

    @Option(names = "--to", paramLabel = "EMAIL", description = "Of mail: to whom; several are named one by one.")
    private List<String> recipients = new ArrayList<>();

    @Mixin
    private final UrlOptions url = new UrlOptions();

    @Option(names = "--severity", paramLabel = "WORD", description = "At least warning (the default) or critical.")
    private @Nullable String severity;

    @Option(names = "--rule", paramLabel = "RULE", description = "Only of this rule; several are named one by one.")
    private List<String> rules = new ArrayList<>();

    @Option(names = "--raised-only", description = "Tell nothing of the end of alerts.")
    private boolean raisedOnly;

    @Mixin
    private final ChannelCommands.Whole whole = new ChannelCommands.Whole();

    @Mixin
    private final JsonOption json = new JsonOption();

    ChannelAddCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        boolean mail = kind.equals("mail");
        if (mail && url.isGiven()) {
            throw CommandException.wrongUse("Mail has no URL: name whom it goes to with --to EMAIL.");
        }
        NewChannel wanted = new NewChannel(
                name,
                kind,
                null,
                severity,
                rules.isEmpty() ? null : rules,
                raisedOnly ? Boolean.FALSE : null,
                recipients.isEmpty() ? null : recipients,
                mail ? null : url.needed(workspace),
                null);
        MadeChannel made = workspace.link().send("POST", whole.path(), wanted, MadeChannel.class);
        if (json.wanted()) {
            workspace.screen().json(made);
            return 0;
        }
        ChannelView channel = made.channel();
        String secret = made.secret();
        String added = "Channel " + channel.id() + " (" + channel.name() + ") leads to " + channel.leadsTo()
                + "; try it: ./tidegate alert-channel test " + channel.id();
        if (secret == null) {
            workspace.screen().line(added);
        } else {
            workspace.screen().line(secret);
            workspace.screen().note(added);
            workspace.screen().note("What it is sent is signed with this secret, which is shown this once.");
        }
        return 0;
    }
}
