package io.tidegate.cli.view;

import io.tidegate.cli.session.SpanOptions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which entries of the log of who did what. */
public final class AuditOptions {
    @Option(names = "--actor", paramLabel = "WHO", description = "Only what this one did.")
    private @Nullable String actor;

    @Option(names = "--action", paramLabel = "NAME", description = "Only dock.create, say, or all of dock.")
    private @Nullable String action;

    @Option(names = "--without", paramLabel = "NAME", description = "Leave out dock.sync, say, or all of dock.")
    private @Nullable String without;

    @Option(names = "--target", paramLabel = "WHAT", description = "Only what was done to this, such as docks/12.")
    private @Nullable String target;

    @Option(names = "--result", paramLabel = "WORD", description = "Only done, refused or failed.")
    private @Nullable String result;

    @Mixin
    private final SpanOptions span = new SpanOptions();

    /** As the API takes them. */
    public Map<String, @Nullable Object> query(Instant now) {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("actor", actor);
        query.put("action", action);
        query.put("without", without);
        query.put("target", target);
        query.put("result", result);
        span.into(query, now);
        return query;
    }
}
