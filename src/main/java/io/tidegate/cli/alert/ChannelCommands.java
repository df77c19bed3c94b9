package io.tidegate.cli.alert;

import io.tidegate.alert.channel.AlertDelivery;
import io.tidegate.api.alert.ChannelView;
import io.tidegate.api.alert.QueuedTest;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.page.Page;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The group {@code alert-channel}. */
@Command(name = "alert-channel", description = "Who is told of alerts: list, add, set, test, remove, deliveries.")
final class ChannelCommands {
    private ChannelCommands() {}

    static CommandLine of(Workspace workspace) {
        return new CommandLine(new ChannelCommands())
                .addSubcommand(new Listing(workspace))
                .addSubcommand(new ChannelAddCommand(workspace))
                .addSubcommand(new ChannelSetCommand(workspace))
                .addSubcommand(new Test(workspace))
                .addSubcommand(new Remove(workspace))
                .addSubcommand(new Deliveries(workspace));
    }

    /** Whose channels. */
    static final class Whole {
        @Option(names = "--instance", description = "Of the instance, whose alerts concern operators.")
        private boolean instance;

        String path() {
            return instance ? "/instance/alert-channels" : "/alert-channels";
        }

        String deliveries() {
            return instance ? "/instance/alert-deliveries" : "/alert-deliveries";
        }

        /** The channel of that number or name. */
        ChannelView find(Workspace workspace, String reference) {
            return workspace.link().page(path(), Map.of(), ChannelView.class).items().stream()
                    .filter(each -> each.name().equals(reference)
                            || Long.toString(each.id()).equals(reference))
                    .findFirst()
                    .orElseThrow(() -> CommandException.failed("There is no alert channel " + reference
                            + "; ./tidegate alert-channel list shows those there are."));
        }
    }

    @Command(name = "list", description = "Who is told of alerts.")
    private static final class Listing implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final Whole whole = new Whole();

        @Mixin
        private final JsonOption json = new JsonOption();

        Listing(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            List<ChannelView> channels = workspace
                    .link()
                    .page(whole.path(), Map.of(), ChannelView.class)
                    .items();
            if (json.wanted()) {
                workspace.screen().json(channels, null);
                return 0;
            } else if (channels.isEmpty()) {
                workspace.screen().line("Nobody is told of alerts; ./tidegate alert-channel add has somebody told.");
                return 0;
            }
            Table table = new Table(
                    Column.number("ID"),
                    Column.text("NAME", 8),
                    Column.of("KIND"),
                    Column.of("STATE"),
                    Column.of("SEVERITY"),
                    Column.text("RULES", 8).whenWide(),
                    Column.text("LEADS TO", 12));
            for (ChannelView each : channels) {
                table.add(
                        each.id(),
                        each.name(),
                        each.kind(),
                        each.enabled() ? "on" : "off",
                        each.severity(),
                        each.rules() == null ? "all" : String.join(" ", each.rules()),
                        each.leadsTo());
            }
            workspace.screen().table(table);
            return 0;
        }
    }

    @Command(name = "test", description = "Tell it something, to see whether it arrives.")
    private static final class Test implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "CHANNEL", description = "Its number or name.")
        private String reference = "";

        @Mixin
        private final Whole whole = new Whole();

        @Mixin
        private final JsonOption json = new JsonOption();

        Test(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            ChannelView channel = whole.find(workspace, reference);
            QueuedTest queued =
                    workspace.link().send("POST", whole.path() + "/" + channel.id() + "/test", null, QueuedTest.class);
            if (json.wanted()) {
                workspace.screen().json(queued);
            } else {
                workspace
                        .screen()
                        .line("Delivery " + queued.delivery() + " to " + channel.name()
                                + " waits to be sent; ./tidegate alert-channel deliveries tells what became of it.");
            }
            if (workspace.isIdle()) {
                workspace.screen().note("No Tidegate is running to send it: start ./tidegate run.");
            }
            return 0;
        }
    }

    @Command(name = "remove", description = "Tell it nothing more, and forget what it was told.")
    private static final class Remove implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "CHANNEL", description = "Its number or name.")
        private String reference = "";

        @Mixin
        private final Whole whole = new Whole();

        Remove(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            ChannelView channel = whole.find(workspace, reference);
            workspace.link().delete(whole.path() + "/" + channel.id(), Map.of());
            workspace.screen().line("Channel " + channel.name() + " is removed.");
            return 0;
        }
    }

    @Command(name = "deliveries", description = "What channels were told, newest first, and what became of it.")
    private static final class Deliveries implements Callable<Integer> {
        private static final int DEFAULT_LIMIT = 20;

        private final Workspace workspace;

        @Option(names = "--channel", paramLabel = "CHANNEL", description = "Only to this one; its number or name.")
        private @Nullable String channel;

        @Option(names = "--state", paramLabel = "WORD", description = "Only waiting, failed, sent or given_up ones.")
        private @Nullable String state;

        @Mixin
        private final Whole whole = new Whole();

        @Mixin
        private final PageOptions pages = new PageOptions();

        @Mixin
        private final JsonOption json = new JsonOption();

        Deliveries(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            Map<String, @Nullable Object> filter = new HashMap<>();
            filter.put(
                    "channel",
                    channel == null
                            ? null
                            : Long.valueOf(whole.find(workspace, channel).id()));
            filter.put("state", state);
            Page<AlertDelivery> page =
                    pages.read(workspace, whole.deliveries(), filter, DEFAULT_LIMIT, AlertDelivery.class);
            if (json.wanted()) {
                workspace.screen().json(page.items(), page.next());
            } else if (page.items().isEmpty()) {
                workspace.screen().line("No deliveries.");
            } else {
                show(page.items());
                PageOptions.more(workspace, page.next());
            }
            return 0;
        }

        private void show(List<AlertDelivery> deliveries) {
            Instant now = workspace.now();
            Table table = new Table(
                    Column.number("ID"),
                    Column.of("WHEN"),
                    Column.text("CHANNEL", 8),
                    Column.number("ALERT"),
                    Column.of("EVENT"),
                    Column.of("STATE"),
                    Column.number("TRIES"),
                    Column.of("AGAIN").whenWide(),
                    Column.text("ERROR", 12));
            for (AlertDelivery each : deliveries) {
                table.add(
                        each.id(),
                        Words.relative(each.createdAt(), now),
                        each.channelName(),
                        each.alert() == null ? "" : each.alert(),
                        each.event(),
                        each.state(),
                        each.attempts(),
                        Words.relative(each.nextAt(), now),
                        Words.or(each.lastError()));
            }
            workspace.screen().table(table);
        }
    }
}
