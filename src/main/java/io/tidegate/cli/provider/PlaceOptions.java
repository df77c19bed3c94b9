package io.tidegate.cli.provider;

import io.tidegate.cli.terminal.CommandException;
import io.tidegate.provider.Incremental;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import io.tidegate.rehearsal.Wanted;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which page of a type is meant. */
final class PlaceOptions {
    @Option(
            names = "--since",
            paramLabel = "TOKEN",
            description = "Ask for what changed since that token or time only.")
    private @Nullable String since;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Ask for the page that this stands for.")
    private @Nullable String cursor;

    @Option(names = "--parent", paramLabel = "ID", description = "Ask for the list of this parent.")
    private @Nullable String parent;

    /** @throws CommandException when a page is meant, but not of which type, or of one that has no such page */
    Wanted wanted(Provider provider, List<String> types) {
        boolean one = since != null || cursor != null || parent != null;
        if (one && types.size() != 1) {
            throw CommandException.wrongUse("--since, --cursor and --parent belong to one type: name it with --type.");
        } else if (since != null && cursor != null) {
            throw CommandException.wrongUse("--since and --cursor do not go together: a cursor holds its question.");
        }
        if (one) {
            check(Objects.requireNonNull(provider.types().get(types.get(0))));
        }
        return new Wanted(Set.copyOf(types), since, cursor, parent);
    }

    private void check(ResourceType type) {
        Incremental incremental = type.incremental();
        if (parent != null && type.lists().parents().isEmpty()) {
            throw CommandException.wrongUse("--parent: " + type.name() + " has no parent.");
        } else if (since != null && incremental == null) {
            throw CommandException.wrongUse("--since: " + type.name() + " is not declared to be incremental.");
        } else if (since != null && incremental != null && !incremental.byToken()) {
            try {
                Instant.parse(since);
            } catch (DateTimeException e) {
                throw CommandException.wrongUse("--since: a time like 2020-01-01T00:00:00Z is needed.");
            }
        }
    }
}
