package io.tidegate.account.sign;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The table {@code sign_in_failures}, which all nodes go by. */
public final class SignInFailureStore {
    /**
     * An attempt counts as failed from when it begins, so that many at once are not all tried. What lies a day back is
     * forgotten.
     */
    private static final String BEGIN = """
            insert into sign_in_failures as f (key, failures, last_at, blocked_until) values (:key, 1, :now, :now)
            on conflict (key) do update set
                failures = case when f.last_at < :now - interval '1 day' then 1 else f.failures + 1 end,
                last_at = :now,
                blocked_until = :now + make_interval(secs => case
                    when f.last_at < :now - interval '1 day' or f.failures < 4 then 0
                    else least(900, power(2, least(f.failures, 30) - 4)) end)
            where f.blocked_until <= :now
            returning blocked_until
            """;

    private static final String BLOCKED = "select blocked_until from sign_in_failures where key = :key";

    private static final String CLEAR = "delete from sign_in_failures where key = :key";

    /** What succeeded has not failed. */
    private static final String TAKE_BACK = """
            update sign_in_failures
            set failures = greatest(failures - 1, 0), blocked_until = least(blocked_until, :now)
            where key = :key
            """;

    private static final String FORGET = "delete from sign_in_failures where last_at < :now - interval '1 day'";

    /**
     * Whether an attempt may be made.
     *
     * @param until before then no other may follow when this one may be made and fails; else before then none
     */
    record Turn(boolean open, Instant until) {}

    private final Jdbi jdbi;

    public SignInFailureStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Counts an attempt by all it is known by, unless one of them has to wait. */
    Turn begin(List<String> keys, Instant now) {
        return jdbi.inTransaction(handle -> {
            Instant until = now;
            // in the same order wherever they are locked
            for (String key : keys.stream().sorted().toList()) {
                Optional<Instant> next = handle.createQuery(BEGIN)
                        .bind("key", key)
                        .bind("now", now)
                        .map((rs, context) -> rs.getObject("blocked_until", OffsetDateTime.class)
                                .toInstant())
                        .findOne();
                if (next.isEmpty()) {
                    Instant blocked = blockedUntil(handle, key, now);
                    handle.rollback();
                    return new Turn(false, blocked);
                }
                until = next.get().isAfter(until) ? next.get() : until;
            }
            return new Turn(true, until);
        });
    }

    private static Instant blockedUntil(Handle handle, String key, Instant now) {
        return handle.createQuery(BLOCKED)
                .bind("key", key)
                .map((rs, context) ->
                        rs.getObject("blocked_until", OffsetDateTime.class).toInstant())
                .findOne()
                .orElse(now);
    }

    /** An attempt succeeded. */
    void succeeded(String person, String address, Instant now) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate(TAKE_BACK).bind("key", address).bind("now", now).execute();
            handle.createUpdate(CLEAR).bind("key", person).execute();
        });
        jdbi.useHandle(handle -> handle.createUpdate(FORGET).bind("now", now).execute());
    }
}
