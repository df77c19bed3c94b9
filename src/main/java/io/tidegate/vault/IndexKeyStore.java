package io.tidegate.vault;

import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code vault_keys}. */
public final class IndexKeyStore {
    private static final String FIND = "select sealed::text from vault_keys where purpose = :purpose";

    private static final String ADD = """
            insert into vault_keys (purpose, sealed, made_at) values (:purpose, cast(:sealed as jsonb), :now)
            on conflict do nothing
            """;

    private static final String REPLACE = """
            update vault_keys set sealed = cast(:sealed as jsonb), made_at = :now
            where purpose = :purpose and sealed = cast(:before as jsonb)
            """;

    private final Jdbi jdbi;
    private final InstantSource clock;

    public IndexKeyStore(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Nullable String find(String purpose) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("purpose", purpose)
                .mapTo(String.class)
                .findOne()
                .orElse(null));
    }

    /** Adds it; what another process added first stays, and is returned. */
    String add(String purpose, String sealed) {
        return write(ADD, purpose, sealed, "");
    }

    /** Puts it in the place of {@code before}; what another process put there stays, and is returned. */
    String replace(String purpose, String before, String sealed) {
        return write(REPLACE, purpose, sealed, before);
    }

    private String write(String statement, String purpose, String sealed, String before) {
        Instant now = clock.instant();
        return jdbi.withHandle(handle -> {
            var update = handle.createUpdate(statement)
                    .bind("purpose", purpose)
                    .bind("sealed", sealed)
                    .bind("now", now);
            if (!before.isEmpty()) {
                update.bind("before", before);
            }
            update.execute();
            return handle.createQuery(FIND)
                    .bind("purpose", purpose)
                    .mapTo(String.class)
                    .one();
        });
    }
}
