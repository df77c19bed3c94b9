package io.tidegate.api;

import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code idempotency_keys}, of one actor in one organization. */
final class IdempotencyStore {
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(:scope, 0))";

    private static final String FIND = """
            select request, status, response::text as response, location from idempotency_keys
            where org_id = :org and actor = :actor and key = :key
            """;

    private static final String KEEP = """
            insert into idempotency_keys (org_id, actor, key, request, status, response, location, created_at)
            values (:org, :actor, :key, :request, :status, cast(:response as jsonb), :location, :now)
            """;

    /** @param request a hash of what was asked */
    record Kept(
            String request,
            int status,
            String response,
            @Nullable String location) {}

    private final Jdbi jdbi;
    private final long organization;
    private final String actor;

    IdempotencyStore(Jdbi jdbi, long organization, String actor) {
        this.jdbi = jdbi;
        this.organization = organization;
        this.actor = actor;
    }

    /** Lets nobody else use the key before this transaction ends. */
    void lock(String key) {
        jdbi.useHandle(handle -> handle.createQuery(LOCK)
                .bind("scope", organization + "\n" + actor + "\n" + key)
                .mapTo(String.class)
                .findOne());
    }

    @Nullable Kept find(String key) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("org", organization)
                .bind("actor", actor)
                .bind("key", key)
                .map((rs, context) -> new Kept(
                        rs.getString("request"),
                        rs.getInt("status"),
                        rs.getString("response"),
                        rs.getString("location")))
                .findOne()
                .orElse(null));
    }

    void keep(String key, Kept kept, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(KEEP)
                .bind("org", organization)
                .bind("actor", actor)
                .bind("key", key)
                .bind("request", kept.request())
                .bind("status", kept.status())
                .bind("response", kept.response())
                .bind("location", kept.location())
                .bind("now", now)
                .execute());
    }
}
