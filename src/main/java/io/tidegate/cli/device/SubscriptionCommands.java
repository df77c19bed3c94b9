package io.tidegate.cli.device;

import io.tidegate.api.device.NewSubscription;
import io.tidegate.api.device.SubscriptionView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands of {@code device} that say which provider data devices get. */
final class SubscriptionCommands {
    private SubscriptionCommands() {}

    /** Adds them to the group. */
    static CommandLine addTo(CommandLine group, Workspace workspace) {
        return group.addSubcommand(new Listing(workspace))
                .addSubcommand(new Subscribe(workspace))
                .addSubcommand(new Unsubscribe(workspace));
    }

    @Command(name = "subscriptions", description = "The types of records that devices get.")
    private static final class Listing implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final JsonOption json = new JsonOption();

        Listing(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            List<SubscriptionView> all = workspace.link().all("/subscriptions", Map.of(), SubscriptionView.class);
            if (json.wanted()) {
                workspace.screen().json(all, null);
                return 0;
            } else if (all.isEmpty()) {
                workspace.screen().line("Devices get no records. Let them by ./tidegate device subscribe TYPE.");
                return 0;
            }
            Instant now = workspace.now();
            Table table = new Table(
                    Column.text("TYPE", 12),
                    Column.of("STATE"),
                    Column.number("RECORDS"),
                    Column.number("OF").whenWide(),
                    Column.of("SINCE"));
            for (SubscriptionView each : all) {
                table.add(
                        each.resourceType(),
                        each.state(),
                        Words.number(each.synced()),
                        Words.number(each.standing()),
                        Words.relative(each.createdAt(), now));
            }
            workspace.screen().table(table);
            return 0;
        }
    }

    @Command(
            name = "subscribe",
            description = "Let devices get the records of a type; those that stand come within seconds.")
    private static final class Subscribe implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "TYPE", description = "Such as servers.")
        private String type = "";

        Subscribe(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            workspace.link().send("POST", "/subscriptions", new NewSubscription(type), SubscriptionView.class);
            workspace.screen().line("Devices get " + type + " from now on.");
            return 0;
        }
    }

    @Command(name = "unsubscribe", description = "End a subscription: devices lose what they have of it.")
    private static final class Unsubscribe implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "TYPE", description = "See ./tidegate device subscriptions.")
        private String type = "";

        Unsubscribe(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            workspace.link().delete("/subscriptions/" + URLEncoder.encode(type, StandardCharsets.UTF_8), Map.of());
            workspace.screen().line("Devices get " + type + " no more.");
            return 0;
        }
    }
}
