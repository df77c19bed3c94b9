package io.tidegate.cli.export;

import io.tidegate.cli.letter.LetterOptions;
import io.tidegate.cli.local.ConflictOptions;
import io.tidegate.cli.local.HistoryOptions;
import io.tidegate.cli.local.PlayerOptions;
import io.tidegate.cli.local.RecordOptions;
import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.state.DeliveryOptions;
import io.tidegate.cli.state.ErrorOptions;
import io.tidegate.cli.state.FreshnessOptions;
import io.tidegate.cli.state.HealthOptions;
import io.tidegate.cli.view.AuditOptions;
import io.tidegate.cli.view.ChangeOptions;
import io.tidegate.cli.view.EventOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The group {@code export}. */
@Command(name = "export", description = "Long lists as files: resources, changes, events, errors, figures and more.")
public final class ExportCommands {
    private ExportCommands() {}

    /** The group with its commands. */
    public static CommandLine of(Workspace workspace) {
        CommandLine group = new CommandLine(new ExportCommands())
                .addSubcommand(new Resources(workspace))
                .addSubcommand(new Changes(workspace))
                .addSubcommand(new Events(workspace))
                .addSubcommand(new Audit(workspace))
                .addSubcommand(new Requests(workspace))
                .addSubcommand(
                        "health", ListExport.of(workspace, "/health", "How docks are and why.", new HealthOptions()))
                .addSubcommand("errors", ListExport.of(workspace, "/errors", "What went wrong.", new ErrorOptions()))
                .addSubcommand(
                        "dead-letters",
                        ListExport.of(workspace, "/dead-letters", "What could not be done.", new LetterOptions()))
                .addSubcommand(
                        "webhooks",
                        ListExport.of(workspace, "/webhooks/recent", "What providers sent.", new DeliveryOptions()))
                .addSubcommand("queue", ListExport.of(workspace, "/jobs", "Jobs that wait or run.", new Whose()))
                .addSubcommand(
                        "freshness",
                        ListExport.of(workspace, "/freshness", "How old lists are.", new FreshnessOptions()))
                .addSubcommand("budget", ListExport.of(workspace, "/budget", "What is left of limits.", new Whose()));
        group.addSubcommand("players", ListExport.of(workspace, "/players", "Players.", new PlayerOptions()))
                .addSubcommand(
                        "records",
                        ListExport.of(workspace, "/local-records", "Other two-way records.", new RecordOptions()))
                .addSubcommand(
                        "conflicts",
                        ListExport.of(workspace, "/conflicts", "What both sides changed.", new ConflictOptions()))
                .addSubcommand(
                        "history",
                        ListExport.of(workspace, "/history", "Runs over two-way records.", new HistoryOptions()));
        FigureExports.addTo(group, workspace);
        return group;
    }

    @Command(name = "resources", description = "All resources.")
    private static final class Resources implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final DockFilter dock = new DockFilter();

        @Option(names = "--provider", paramLabel = "NAME", description = "Only of this provider's docks.")
        private @Nullable String provider;

        @Option(names = "--type", paramLabel = "TYPE", description = "Only of this resource type.")
        private @Nullable String type;

        @Option(names = "--status", paramLabel = "WORD", description = "Only with this status.")
        private @Nullable String status;

        @Option(names = "--region", paramLabel = "NAME", description = "Only in this region.")
        private @Nullable String region;

        @Option(names = "--deleted", description = "Those too that are deleted.")
        private boolean deleted;

        @Option(names = "--data", description = "With the provider's own JSON of each.")
        private boolean data;

        @Mixin
        private final ExportOptions to = new ExportOptions();

        Resources(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            Map<String, @Nullable Object> query = new HashMap<>();
            query.put("dock", dock.id(workspace));
            query.put("provider", provider);
            query.put("type", type);
            query.put("status", status);
            query.put("region", region);
            query.put("deleted", deleted);
            query.put("data", data);
            return to.export(workspace, "/resources/export", query);
        }
    }

    @Command(name = "changes", description = "What changed at the providers.")
    private static final class Changes implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final ChangeOptions filter = new ChangeOptions();

        @Mixin
        private final ExportOptions to = new ExportOptions();

        Changes(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            return to.export(workspace, "/changes/export", filter.query(workspace));
        }
    }

    @Command(name = "events", description = "Runs.")
    private static final class Events implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final EventOptions filter = new EventOptions();

        @Mixin
        private final ExportOptions to = new ExportOptions();

        Events(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            return to.export(workspace, "/events/export", filter.query(workspace));
        }
    }

    @Command(name = "audit", description = "Who did what.")
    private static final class Audit implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final AuditOptions filter = new AuditOptions();

        @Mixin
        private final ExportOptions to = new ExportOptions();

        Audit(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            return to.export(workspace, "/audit/export", filter.query(workspace.now()));
        }
    }

    @Command(name = "requests", description = "What a run asked.")
    private static final class Requests implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "RUN", description = "Its number in events.")
        private long run;

        @Mixin
        private final ExportOptions to = new ExportOptions();

        Requests(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            return to.export(workspace, "/events/" + run + "/requests/export", Map.of());
        }
    }
}
