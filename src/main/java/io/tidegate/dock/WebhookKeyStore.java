package io.tidegate.dock;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The column {@code docks.webhook_key}: the part of a webhook's address that nobody can guess. */
public final class WebhookKeyStore {
    private static final int KEY_BYTES = 32;

    private static final String FIND = "select id from docks where webhook_key = :key";

    private static final String KEY = "select webhook_key from docks where id = :id";

    private static final String MAKE = """
            update docks set webhook_key = :key, updated_at = :now
            where id = :id and (:anew or webhook_key is null)
            """;

    private final Jdbi jdbi;
    private final SecureRandom random = new SecureRandom();

    public WebhookKeyStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The dock of that key; null when it is nobody's. */
    public @Nullable Long find(String key) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("key", key)
                .mapTo(Long.class)
                .findOne()
                .orElse(null));
    }

    /** The dock's key; null when it has none yet. */
    public @Nullable String key(long dock) {
        return jdbi.withHandle(handle -> handle.createQuery(KEY)
                .bind("id", dock)
                .mapTo(String.class)
                .findOne()
                .orElse(null));
    }

    /**
     * Makes the dock's key, 256 random bits, when it has none.
     *
     * @param anew makes another one even when it has one, whose address then is nobody's
     */
    public void make(long dock, boolean anew, Instant now) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        jdbi.useHandle(handle -> handle.createUpdate(MAKE)
                .bind("key", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                .bind("id", dock)
                .bind("anew", anew)
                .bind("now", now)
                .execute());
    }
}
