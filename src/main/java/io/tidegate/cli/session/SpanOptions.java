package io.tidegate.cli.session;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From when until when. */
public final class SpanOptions {
    @Option(names = "--since", paramLabel = "WHEN", description = "Only from then on: 24h ago, or an instant.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "WHEN", description = "Only before then.")
    private @Nullable String until;

    /** Puts it into a query, as the API takes it. */
    public void into(Map<String, @Nullable Object> query, Instant now) {
        query.put("since", Moments.past("--since", since, now));
        query.put("until", Moments.past("--until", until, now));
    }
}
