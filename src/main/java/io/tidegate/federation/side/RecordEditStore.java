package io.tidegate.federation.side;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Changes {@code local_records} for people. */
public final class RecordEditStore extends EditStore {
    private static final String READ = """
            select id, kind, fields::text as fields, version from local_records where id = :id
            """;

    private static final String WRITE = """
            update local_records set fields = cast(:fields as jsonb), version = version + 1, updated_at = :now
            where id = :id
            """;

    private final ObjectMapper json;

    public RecordEditStore(Jdbi jdbi, ObjectMapper json) {
        super(
                jdbi,
                READ,
                (rs, context) -> new Held(
                        rs.getString("kind"),
                        rs.getLong("id"),
                        Texts.fields(json, rs.getString("fields")),
                        rs.getLong("version")));
        this.json = json;
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
