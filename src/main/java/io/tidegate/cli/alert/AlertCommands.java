package io.tidegate.cli.alert;

import io.tidegate.alert.channel.AlertDelivery;
import io.tidegate.api.alert.AlertDetail;
import io.tidegate.api.alert.AlertView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Words;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The group {@code alert}, and its siblings. */
@Command(name = "alert", description = "An alert: show, acknowledge.")
public final class AlertCommands {
    private AlertCommands() {}

    /** Adds {@code alerts}, {@code alert}, {@code alert-rule} and {@code alert-channel}. */
    public static void addTo(CommandLine root, Workspace workspace) {
        root.addSubcommand(new AlertsCommand(workspace))
                .addSubcommand(new CommandLine(new AlertCommands())
                        .addSubcommand(new Show(workspace))
                        .addSubcommand(new Acknowledge(workspace)))
                .addSubcommand(RuleCommands.of(workspace))
                .addSubcommand(ChannelCommands.of(workspace));
    }

    @Command(name = "show", description = "What is the matter, since when, and whom it was told.")
    private static final class Show implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "ID", description = "Its number, see ./tidegate alerts.")
        private long id;

        @Mixin
        private final JsonOption json = new JsonOption();

        Show(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            AlertDetail detail = workspace.link().get("/alerts/" + id, AlertDetail.class);
            if (json.wanted()) {
                workspace.screen().json(detail);
                return 0;
            }
            AlertView alert = detail.alert();
            Map<String, @Nullable String> facts = new LinkedHashMap<>();
            facts.put("Alert", alert.id() + "  " + alert.severity());
            facts.put("Message", alert.message());
            facts.put("Rule", alert.rule());
            facts.put("Value", "%.1f, raised from %.1f on".formatted(alert.value(), alert.threshold()));
            facts.put("Unit", alert.unit());
            facts.put("Dock", alert.dockId() == null ? null : alert.dockId() + "  " + Words.or(alert.dock()));
            facts.put("Raised", time(alert.raisedAt()));
            facts.put("Last seen", time(alert.lastSeenAt()));
            facts.put(
                    "Resolved",
                    alert.resolvedAt() == null ? null : alert.resolution() + " " + time(alert.resolvedAt()));
            facts.put(
                    "Looked after",
                    alert.acknowledgedAt() == null
                            ? null
                            : "by " + alert.acknowledgedBy() + " since " + time(alert.acknowledgedAt()));
            workspace.screen().facts(facts);
            for (AlertDelivery each : detail.deliveries()) {
                workspace.screen().line(told(each));
            }
            return 0;
        }

        private String told(AlertDelivery each) {
            String text = "Told to " + each.channelName() + ": " + each.event() + ", " + each.state();
            Instant sent = each.sentAt();
            Instant next = each.nextAt();
            if (sent != null) {
                return text + " " + time(sent);
            }
            return text + ", " + each.attempts() + " attempts"
                    + (each.lastError() == null ? "" : ": " + each.lastError())
                    + (next == null ? "" : "; again " + time(next));
        }

        private String time(Instant instant) {
            return Words.relative(instant, workspace.now()) + "  ("
                    + Words.exact(instant, workspace.screen().look().zone()) + ")";
        }
    }

    @Command(name = "acknowledge", description = "Say that you look after it.")
    private static final class Acknowledge implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "ID", description = "Its number, see ./tidegate alerts.")
        private long id;

        @Mixin
        private final JsonOption json = new JsonOption();

        Acknowledge(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            AlertView alert = workspace.link().send("POST", "/alerts/" + id + "/acknowledge", null, AlertView.class);
            if (json.wanted()) {
                workspace.screen().json(alert);
            } else if (alert.acknowledgedBy() == null) {
                workspace.screen().line("Alert " + id + " is over already.");
            } else {
                workspace.screen().line("Alert " + id + " is looked after by " + alert.acknowledgedBy() + ".");
            }
            return 0;
        }
    }
}
