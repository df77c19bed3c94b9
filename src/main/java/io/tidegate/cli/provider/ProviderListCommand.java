package io.tidegate.cli.provider;

import io.tidegate.api.provider.ProviderSummary;
import io.tidegate.cli.session.DeclaredProviders.Declared;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "The providers that files declare.")
final class ProviderListCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final JsonOption json = new JsonOption();

    ProviderListCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        List<ProviderSummary> all = new ArrayList<>(workspace
                .link()
                .page("/providers", Map.of(), ProviderSummary.class)
                .items());
        if (workspace.link().isLocal()) {
            workspace.providers().all().stream()
                    .filter(declared -> declared.provider() == null)
                    .map(ProviderListCommand::refused)
                    .forEach(all::add);
        }
        all.sort(Comparator.comparing(ProviderSummary::name));
        if (json.wanted()) {
            workspace.screen().json(all, null);
        } else if (all.isEmpty()) {
            workspace
                    .screen()
                    .line(
                            workspace.link().isLocal()
                                    ? "No providers: there is no file in "
                                            + workspace
                                                    .settings()
                                                    .directories()
                                                    .routes()
                                                    .resolve("providers")
                                            + "."
                                    : "No providers.");
        } else {
            show(all);
        }
        return 0;
    }

    /** What only this machine knows. */
    private static ProviderSummary refused(Declared declared) {
        return ProviderSummary.refused(
                declared.name(), declared.folder().equals("demo"), String.valueOf(declared.problem()));
    }

    private void show(List<ProviderSummary> all) {
        Table table =
                new Table(Column.of("NAME"), Column.text("TITLE", 8), Column.of("INTERVAL"), Column.text("TYPES", 16));
        for (ProviderSummary each : all) {
            Long interval = each.recommendedIntervalSeconds();
            if (each.title() == null || interval == null) {
                table.add(
                        each.name(), new Table.Cell("cannot be used", Tone.BAD), Words.NONE, Words.or(each.problem()));
            } else {
                table.add(
                        each.name(),
                        each.title() + (each.demoOnly() ? " (demo only)" : ""),
                        Words.duration(Duration.ofSeconds(interval)),
                        String.join(" ", each.types()));
            }
        }
        workspace.screen().table(table);
    }
}
