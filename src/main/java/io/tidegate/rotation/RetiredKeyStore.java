package io.tidegate.rotation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** The table {@code retired_master_keys}, and the lock that lets one rotation work at a time. */
public final class RetiredKeyStore {
    private static final String TRY = "select pg_try_advisory_lock(hashtext('tidegate rotation'))";

    private static final String UNLOCK = "select pg_advisory_unlock(hashtext('tidegate rotation'))";

    /** Until every writer that was under way has ended. */
    private static final String AWAIT_WRITERS = "select pg_advisory_xact_lock(hashtext('tidegate master keys'))";

    private static final String USE_AGAIN = "delete from retired_master_keys where key_id = :key";

    private static final String RETIRE = """
            insert into retired_master_keys (key_id, retired_at) select unnest(cast(:keys as text[])), :now
            on conflict do nothing
            """;

    private static final String KEEP = "update retired_master_keys set kept = true where key_id = any(:keys)";

    private static final String KEPT = "select key_id from retired_master_keys where kept";

    private static final String RETIRED = "select key_id from retired_master_keys";

    private final Jdbi jdbi;

    public RetiredKeyStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Does something while nobody else can.
     *
     * @return false when somebody else is at it
     */
    boolean alone(Runnable work) {
        return jdbi.withHandle(handle -> {
            if (!handle.createQuery(TRY).mapTo(Boolean.class).one()) {
                return false;
            }
            try {
                work.run();
                return true;
            } finally {
                handle.createQuery(UNLOCK).mapTo(Boolean.class).one();
            }
        });
    }

    /** Lets a key seal, if it may not. */
    void useAgain(String key) {
        jdbi.useHandle(handle -> handle.createUpdate(USE_AGAIN).bind("key", key).execute());
    }

    /** When this returns, nothing that these keys sealed can come into the database any more. */
    void retire(Collection<String> keys, Instant now) {
        jdbi.useTransaction(handle -> {
            handle.createQuery(AWAIT_WRITERS).map((rs, context) -> "").one();
            handle.createUpdate(RETIRE)
                    .bindArray("keys", String.class, keys)
                    .bind("now", now)
                    .execute();
        });
    }

    /** Notes that these stay in the file on purpose. */
    void keep(Collection<String> keys) {
        jdbi.useHandle(handle ->
                handle.createUpdate(KEEP).bindArray("keys", String.class, keys).execute());
    }

    /** Those that stay in the file on purpose. */
    Set<String> kept() {
        return keys(KEPT);
    }

    /** Those that may seal nothing any more. */
    public Set<String> retired() {
        return keys(RETIRED);
    }

    private Set<String> keys(String query) {
        List<String> found = jdbi.withHandle(
                handle -> handle.createQuery(query).mapTo(String.class).list());
        return Set.copyOf(found);
    }
}
