package io.tidegate.cli.local;

import io.tidegate.cli.session.Choice;
import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.federation.side.PlayerStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which players. */
public final class PlayerOptions implements ListOptions {
    @Option(names = "--name", paramLabel = "WORDS", description = "Only with these words in the name, or this number.")
    private @Nullable String words;

    @Option(names = "--status", paramLabel = "WORD", description = "Only active or inactive ones.")
    private @Nullable String status;

    @Option(names = "--type", paramLabel = "WORD", description = "Only youth or adult.")
    private @Nullable String type;

    @Option(names = "--problem", description = "Only those whose record at the provider cannot be taken over.")
    private boolean problem;

    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("q", words);
        query.put("status", Choice.of("--status", status, PlayerStore.STATES));
        query.put("type", Choice.of("--type", type, List.of("youth", "adult")));
        query.put("problem", problem ? true : null);
        return query;
    }
}
