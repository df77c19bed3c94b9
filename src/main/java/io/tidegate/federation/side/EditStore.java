package io.tidegate.federation.side;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** A table whose rows people change: reads one, and locks it. */
abstract class EditStore implements Editable {
    final Jdbi jdbi;
    private final String read;
    private final RowMapper<Held> held;

    /** @param read selects the row of {@code :id} */
    EditStore(Jdbi jdbi, String read, RowMapper<Held> held) {
        this.jdbi = jdbi;
        this.read = read;
        this.held = held;
    }

    @Override
    public final Optional<Held> read(long id) {
        return find(read, id);
    }

    @Override
    public final Optional<Held> hold(long id) {
        return find(read + " for update", id);
    }

    private Optional<Held> find(String sql, long id) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).bind("id", id).map(held).findOne());
    }
}
