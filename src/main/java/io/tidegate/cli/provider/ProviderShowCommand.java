package io.tidegate.cli.provider;

import io.tidegate.api.provider.AccessView;
import io.tidegate.api.provider.ProviderView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "What is known of a provider: where it is, its limits, its resource types.")
final class ProviderShowCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "PROVIDER", description = "Its name.")
    private String name = "";

    @Mixin
    private final JsonOption json = new JsonOption();

    ProviderShowCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        ProviderView shown = workspace.provider(name);
        if (json.wanted()) {
            workspace.screen().json(shown);
        } else {
            show(shown);
        }
        return 0;
    }

    private static String secrets(AccessView access) {
        return access.ways().stream()
                .map(way -> (access.chosenBy() == null ? "" : way.name() + ": ") + secrets(way))
                .collect(Collectors.joining("; "));
    }

    private static String secrets(AccessView.Way way) {
        String needed = way.secrets().isEmpty() ? "none" : String.join(", ", way.secrets());
        List<String> optional = way.optionalSecrets();
        return optional.isEmpty() ? needed : needed + " (and perhaps " + String.join(", ", optional) + ")";
    }

    private void show(ProviderView shown) {
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("Provider", shown.name() + "  " + shown.title());
        facts.put("Base URL", shown.baseUrl());
        facts.put("Authentication", shown.access().words());
        facts.put("Secrets", shown.secrets().isEmpty() ? null : secrets(shown.access()));
        facts.put("Interval", shown.recommendedIntervalSeconds() + " s or more recommended");
        facts.put(
                "Limits",
                shown.limits().isEmpty()
                        ? "as its answers say, per " + shown.limitScope()
                        : shown.limits().values().stream().collect(Collectors.joining("; ")) + ", per "
                                + shown.limitScope());
        workspace.screen().facts(facts);
        workspace.screen().line("");
        Table table = new Table(Column.of("TYPE"), Column.of("OF EACH"), Column.text("PATH", 16));
        for (ProviderView.Type type : shown.types()) {
            table.add(type.name(), Words.or(type.parent()), type.path());
        }
        workspace.screen().table(table);
    }
}
