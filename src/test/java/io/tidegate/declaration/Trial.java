package io.tidegate.declaration;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.flow.Stored;
import java.time.Duration;
import java.util.List;

/** A dock of a declaration. */
final class Trial {
    private final DeclarationNode node;
    final long dock;
    private final String type;

    Trial(DeclarationNode node, long dock, String type) {
        this.node = node;
        this.dock = dock;
        this.type = type;
    }

    /** Syncs a minute later. */
    Stored.Event sync() {
        return node.sync(dock, Duration.ofMinutes(1));
    }

    /** Syncs, which must succeed. */
    Trial synced() {
        return synced(Duration.ofMinutes(1));
    }

    Trial synced(Duration later) {
        Stored.Event event = node.sync(dock, later);
        if (!event.status().equals("success") || event.completedAt() == null) {
            throw new AssertionError(event + ", asked " + node.lines());
        }
        return this;
    }

    /** The ids of the first type's live records, in the order they came. */
    List<String> live() {
        return live(type);
    }

    List<String> live(String of) {
        return node.stored().live(dock, of);
    }

    JsonNode data(String id) {
        return row(id).data();
    }

    Stored.Resource row(String id) {
        return node.stored().resource(dock, type, id);
    }
}
