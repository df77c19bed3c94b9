package io.tidegate.cli.view;

import io.tidegate.cli.session.Moments;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which entries of the log of who did what. */
public final class AuditOptions {
    @Option(names = "--actor", paramLabel = "WHO", description = "Only what this one did.")
    private @Nullable String actor;

    @Option(names = "--action", paramLabel = "NAME", description = "Only dock.create, say, or all of dock.")
    private @Nullable String action;

    @Option(names = "--target", paramLabel = "WHAT", description = "Only what was done to this, such as docks/12.")
    private @Nullable String target;

    @Option(names = "--result", paramLabel = "WORD", description = "Only done, refused or failed.")
    private @Nullable String result;

    @Option(names = "--since", paramLabel = "WHEN", description = "Only from then on: 24h ago, or an instant.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "WHEN", description = "Only before then.")
    private @Nullable String until;

    /** As the API takes them. */
    public Map<String, @Nullable Object> query(Instant now) {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("actor", actor);
        query.put("action", action);
        query.put("target", target);
        query.put("result", result);
        query.put("since", Moments.past("--since", since, now));
        query.put("until", Moments.past("--until", until, now));
        return query;
    }
}
