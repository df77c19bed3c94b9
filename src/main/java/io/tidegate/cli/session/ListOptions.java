package io.tidegate.cli.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options that choose what a list holds. */
@FunctionalInterface
public interface ListOptions {
    /**
     * As the API takes them.
     *
     * @throws io.tidegate.cli.terminal.CommandException when one of them cannot be
     */
    Map<String, @Nullable Object> query(Workspace workspace);
}
