package io.tidegate.cli.letter;

import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.OrderOption;
import io.tidegate.cli.session.SpanOptions;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dead letters. */
public final class LetterOptions implements ListOptions {
    @Mixin
    private final Whose whose = new Whose();

    @Option(names = "--all-states", description = "Those too that were replayed or discarded.")
    private boolean resolved;

    @Mixin
    private final SpanOptions span = new SpanOptions();

    @Mixin
    private final OrderOption order = new OrderOption();

    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        Map<String, @Nullable Object> query = whose.query(workspace);
        query.put("resolved", resolved);
        span.into(query, workspace.now());
        order.into(query);
        return query;
    }
}
