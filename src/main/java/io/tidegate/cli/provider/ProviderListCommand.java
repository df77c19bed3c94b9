package io.tidegate.cli.provider;

import io.tidegate.api.provider.ProviderSummary;
import io.tidegate.cli.session.DeclaredProviders.Declared;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.provider.Provider;
import java.util.Collection;
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

    private static ProviderSummary listed(Declared declared) {
        Provider provider = declared.provider();
        return provider == null
                ? ProviderSummary.refused(
                        declared.name(), declared.folder().equals("demo"), String.valueOf(declared.problem()))
                : ProviderSummary.of(provider);
    }

    @Override
    public Integer call() {
        Collection<Declared> all = workspace.providers().all();
        if (json.wanted()) {
            workspace
                    .screen()
                    .json(all.stream().map(ProviderListCommand::listed).toList(), null);
        } else if (all.isEmpty()) {
            workspace
                    .screen()
                    .line("No providers: there is no file in "
                            + workspace.settings().directories().routes().resolve("providers") + ".");
        } else {
            Table table = new Table(
                    Column.of("NAME"), Column.text("TITLE", 8), Column.of("INTERVAL"), Column.text("TYPES", 16));
            for (Declared declared : all) {
                Provider provider = declared.provider();
                if (provider == null) {
                    table.add(
                            declared.name(),
                            new Table.Cell("cannot be used", Tone.BAD),
                            Words.NONE,
                            Words.or(declared.problem()));
                } else {
                    table.add(
                            declared.name(),
                            provider.access().title() + (declared.folder().equals("demo") ? " (demo only)" : ""),
                            Words.duration(provider.recommendedInterval()),
                            String.join(" ", provider.types().keySet()));
                }
            }
            workspace.screen().table(table);
        }
        return 0;
    }
}
