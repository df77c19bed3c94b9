package io.tidegate.cli.export;

import io.tidegate.cli.figure.CompareOptions;
import io.tidegate.cli.figure.FigureOptions;
import io.tidegate.cli.figure.MetricOptions;
import io.tidegate.cli.figure.PerformanceOptions;
import io.tidegate.cli.figure.TimelineOptions;
import io.tidegate.cli.session.Workspace;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What runs came to, as files. */
final class FigureExports {
    private FigureExports() {}

    static void addTo(CommandLine group, Workspace workspace) {
        group.addSubcommand(new Metrics(workspace))
                .addSubcommand(new Timeline(workspace))
                .addSubcommand(new Performance(workspace))
                .addSubcommand(new Compare(workspace))
                .addSubcommand(new Dashboard(workspace));
    }

    /** A list of figures. */
    private abstract static class Figures implements Callable<Integer> {
        private final Workspace workspace;
        private final String path;

        @Mixin
        private final ExportOptions to = new ExportOptions();

        Figures(Workspace workspace, String path) {
            this.workspace = workspace;
            this.path = path;
        }

        abstract Map<String, @Nullable Object> query(Workspace workspace);

        @Override
        public Integer call() {
            return to.export(workspace, path + "/export", query(workspace));
        }
    }

    @Command(name = "metrics", description = "Figures by hour, day or week, as far back as there are any.")
    private static final class Metrics extends Figures {
        @Mixin
        private final MetricOptions options = new MetricOptions();

        Metrics(Workspace workspace) {
            super(workspace, "/metrics");
        }

        @Override
        Map<String, @Nullable Object> query(Workspace workspace) {
            return options.query(workspace);
        }
    }

    @Command(name = "timeline", description = "The last hours.")
    private static final class Timeline extends Figures {
        @Mixin
        private final TimelineOptions options = new TimelineOptions();

        Timeline(Workspace workspace) {
            super(workspace, "/timeline");
        }

        @Override
        Map<String, @Nullable Object> query(Workspace workspace) {
            return options.query(workspace);
        }
    }

    @Command(name = "performance", description = "How long the last runs took.")
    private static final class Performance extends Figures {
        @Mixin
        private final PerformanceOptions options = new PerformanceOptions();

        Performance(Workspace workspace) {
            super(workspace, "/performance");
        }

        @Override
        Map<String, @Nullable Object> query(Workspace workspace) {
            return options.query(workspace);
        }
    }

    @Command(name = "compare", description = "Providers or docks side by side.")
    private static final class Compare extends Figures {
        @Mixin
        private final CompareOptions options = new CompareOptions();

        Compare(Workspace workspace) {
            super(workspace, "/compare");
        }

        @Override
        Map<String, @Nullable Object> query(Workspace workspace) {
            return options.query(workspace);
        }
    }

    @Command(name = "dashboard", description = "How each dock did in the last 24 hours.")
    private static final class Dashboard extends Figures {
        @Mixin
        private final FigureOptions options = new FigureOptions();

        Dashboard(Workspace workspace) {
            super(workspace, "/dashboard");
        }

        @Override
        Map<String, @Nullable Object> query(Workspace workspace) {
            return options.query(workspace);
        }
    }
}
