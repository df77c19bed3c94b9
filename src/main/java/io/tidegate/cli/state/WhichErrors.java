package io.tidegate.cli.state;

import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which open errors are decided about together. */
final class WhichErrors {
    @Option(names = "--group", paramLabel = "KEY", description = "Those of one cause; its key in errors --groups.")
    private @Nullable String group;

    @Mixin
    private final Whose whose = new Whose();

    @Option(names = "--type", paramLabel = "TYPE", description = "Only of this resource type.")
    private @Nullable String type;

    @Option(names = "--error-type", paramLabel = "KIND", description = "Only errors of this kind, such as HTTP_500.")
    private @Nullable String errorType;

    /** As the API takes them; empty where nothing is said. */
    Map<String, @Nullable Object> body(Workspace workspace) {
        Map<String, @Nullable Object> body = new HashMap<>(whose.query(workspace));
        body.put("group", group);
        body.put("resourceType", type);
        body.put("errorType", errorType);
        body.values().removeIf(Objects::isNull);
        return body;
    }
}
