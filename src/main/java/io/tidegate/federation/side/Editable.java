package io.tidegate.federation.side;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Local records of one kind, as people change them. */
public interface Editable {
    /** A record of the organization as it stands; empty when it has none of that number. */
    Optional<Held> read(long id);

    /** Locks a record of the organization; empty when it has none of that number. */
    Optional<Held> hold(long id);

    /**
     * Writes a record that is held; its version is one more from then on.
     *
     * @param fields all of them, in their forms
     */
    void write(Held held, Map<String, @Nullable String> fields, Instant now);
}
