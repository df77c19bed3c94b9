package io.tidegate.cli.local;

import io.tidegate.cli.session.Choice;
import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.SpanOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.federation.compare.Strategy;
import io.tidegate.federation.side.ConflictStore;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which conflicts. */
public final class ConflictOptions implements ListOptions {
    @Mixin
    private final DockFilter dock = new DockFilter();

    @Option(names = "--connector", paramLabel = "CODE", description = "Only of this connector's runs.")
    private @Nullable String connector;

    @Option(names = "--field", paramLabel = "NAME", description = "Only of this field.")
    private @Nullable String field;

    @Option(names = "--winner", paramLabel = "WORD", description = "Only those that federation or local won.")
    private @Nullable String winner;

    @Option(names = "--strategy", paramLabel = "WORD", description = "federation_wins, local_wins or merge.")
    private @Nullable String strategy;

    @Option(names = "--settled", description = "Only those that somebody settled by hand.")
    private boolean settled;

    @Option(names = "--unsettled", description = "Only those that nobody settled by hand.")
    private boolean unsettled;

    @Option(names = "--player", paramLabel = "ID", description = "Only of this player.")
    private @Nullable Long player;

    @Option(names = "--record", paramLabel = "ID", description = "Only of this local record.")
    private @Nullable Long record;

    @Option(names = "--history", paramLabel = "ID", description = "Only of this run; its id in history.")
    private @Nullable Long history;

    @Mixin
    private final SpanOptions span = new SpanOptions();

    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        if (settled && unsettled) {
            throw CommandException.wrongUse("--settled and --unsettled leave nothing: give one of them.");
        }
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("dock", dock.id(workspace));
        query.put("connector", connector);
        query.put("field", field);
        query.put("winner", Choice.of("--winner", winner, ConflictStore.WINNERS));
        query.put(
                "strategy",
                Choice.of(
                        "--strategy",
                        strategy,
                        Stream.of(Strategy.values()).map(Strategy::word).toList()));
        query.put("settled", (settled || unsettled) ? settled : null);
        query.put("player", player);
        query.put("record", record);
        query.put("history", history);
        span.into(query, workspace.now());
        return query;
    }
}
