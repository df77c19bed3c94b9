package io.tidegate.cli.export;

import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.Workspace;
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

/** The group {@code export}. */
@Command(name = "export", description = "Long lists as files: resources, changes, events, audit, figures.")
public final class ExportCommands {
    private ExportCommands() {}

    /** The group with its commands. */
    public static CommandLine of(Workspace workspace) {
        CommandLine group = new CommandLine(new ExportCommands())
                .addSubcommand(new Resources(workspace))
                .addSubcommand(new Changes(workspace))
                .addSubcommand(new Events(workspace))
                .addSubcommand(new Audit(workspace));
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
}
