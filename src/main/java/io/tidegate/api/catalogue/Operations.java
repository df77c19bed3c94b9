package io.tidegate.api.catalogue;

import io.tidegate.api.Operation;
import io.tidegate.api.dock.DockActions;
import io.tidegate.api.dock.DockParts;
import io.tidegate.api.dock.DockReads;
import io.tidegate.api.dock.DockWrites;
import java.util.List;
import java.util.stream.Stream;

/** Everything that can be asked. */
public final class Operations {
    private Operations() {}

    /** @param parts what docks are made with */
    public static List<Operation> of(DockParts parts) {
        return Stream.of(
                        new DockReads(parts.providers()).operations(),
                        new DockWrites(parts).operations(),
                        new DockActions(parts).operations())
                .flatMap(List::stream)
                .toList();
    }
}
