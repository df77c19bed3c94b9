package io.tidegate.api.catalogue;

import io.tidegate.api.Operation;
import io.tidegate.api.dock.DockReads;
import io.tidegate.provider.Providers;
import java.util.List;
import java.util.stream.Stream;

/** Everything that can be asked. */
public final class Operations {
    private Operations() {}

    /** @param providers whose docks there may be */
    public static List<Operation> of(Providers providers) {
        return Stream.of(new DockReads(providers).operations())
                .flatMap(List::stream)
                .toList();
    }
}
