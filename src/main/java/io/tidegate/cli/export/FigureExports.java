package io.tidegate.cli.export;

import io.tidegate.cli.figure.CompareOptions;
import io.tidegate.cli.figure.MetricOptions;
import io.tidegate.cli.figure.PerformanceOptions;
import io.tidegate.cli.figure.TimelineOptions;
import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import picocli.CommandLine;

/** What runs came to, as files. */
final class FigureExports {
    private FigureExports() {}

    static void addTo(CommandLine group, Workspace workspace) {
        add(
                group,
                workspace,
                "metrics",
                "Figures by hour, day or week, as far back as there are any.",
                new MetricOptions());
        add(group, workspace, "timeline", "The last hours.", new TimelineOptions());
        add(group, workspace, "performance", "How long the last runs took.", new PerformanceOptions());
        add(group, workspace, "compare", "Providers or docks side by side.", new CompareOptions());
        add(group, workspace, "dashboard", "How each dock did in the last 24 hours.", new Whose());
    }

    private static void add(CommandLine group, Workspace workspace, String name, String summary, ListOptions options) {
        group.addSubcommand(name, ListExport.of(workspace, "/" + name, summary, options));
    }
}
