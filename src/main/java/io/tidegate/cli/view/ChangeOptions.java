package io.tidegate.cli.view;

import io.tidegate.api.record.ChangeView;
import io.tidegate.cli.session.Choice;
import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.OrderOption;
import io.tidegate.cli.session.SpanOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which changes at the providers. */
public final class ChangeOptions {
    @Mixin
    private final DockFilter dock = new DockFilter();

    @Option(names = "--provider", paramLabel = "NAME", description = "Only of this provider's docks.")
    private @Nullable String provider;

    @Option(names = "--run", paramLabel = "RUN", description = "Only what this run found; its number in events.")
    private @Nullable Long run;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only this resource type.")
    private @Nullable String type;

    @Option(names = "--kind", paramLabel = "WORD", description = "Only created, changed, deleted or returned ones.")
    private @Nullable String kind;

    @Option(names = "--field", paramLabel = "FIELD", description = "Only this field and what is in it, such as status.")
    private @Nullable String field;

    @Mixin
    private final SpanOptions span = new SpanOptions();

    @Mixin
    private final OrderOption order = new OrderOption();

    /**
     * As the API takes them.
     *
     * @throws CommandException when a word is none of those that are allowed
     */
    public Map<String, @Nullable Object> query(Workspace workspace) {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("dock", dock.id(workspace));
        query.put("provider", provider);
        query.put("type", type);
        query.put("kind", Choice.of("--kind", kind, ChangeView.KINDS));
        query.put("field", field);
        query.put("run", run);
        span.into(query, workspace.now());
        order.into(query);
        return query;
    }
}
