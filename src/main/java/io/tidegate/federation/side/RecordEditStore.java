package io.tidegate.federation.side;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Changes {@code local_records} for people. */
public final class RecordEditStore implements Editable {
    private static final String READ = """
            select id, kind, fields::text as fields, version from local_records where id = :id
            """;

    private static final String HOLD = READ + "for update";

    private static final String WRITE = """
            update local_records set fields = cast(:fields as jsonb), version = version + 1, updated_at = :now
            where id = :id
            """;

    private final Jdbi jdbi;
    private final ObjectMapper json;

    public RecordEditStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    @Override
    public Optional<Held> read(long id) {
        return find(READ, id);
    }

    @Override
    public Optional<Held> hold(long id) {
        return find(HOLD, id);
    }

    private Optional<Held> find(String sql, long id) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("id", id)
                .map((rs, context) -> new Held(
                        rs.getString("kind"),
                        rs.getLong("id"),
                        Texts.fields(json, rs.getString("fields")),
                        rs.getLong("version")))
                .findOne());
    }

    @Override
    public void write(Held held, Map<String, @Nullable String> fields, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(WRITE)
                .bind("id", held.id())
                .bind("fields", json.valueToTree(fields).toString())
                .bind("now", now)
                .execute());
    }
}
