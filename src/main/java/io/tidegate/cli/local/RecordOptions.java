package io.tidegate.cli.local;

import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.Workspace;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which local records that are no players. */
public final class RecordOptions implements ListOptions {
    @Option(names = "--kind", paramLabel = "WORD", description = "Only of this kind, as declarations name it.")
    private @Nullable String kind;

    @Option(names = "--holds", paramLabel = "WORDS", description = "Only with these words in one of their fields.")
    private @Nullable String words;

    @Option(names = "--active", description = "Only active ones.")
    private boolean active;

    @Option(names = "--problem", description = "Only those whose record at the provider cannot be taken over.")
    private boolean problem;

    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("kind", kind);
        query.put("q", words);
        query.put("active", active ? true : null);
        query.put("problem", problem ? true : null);
        return query;
    }
}
