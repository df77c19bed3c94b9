package io.tidegate.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing stands.
 *
 * @param cursor the next page of a listing cut short; null when there is none
 * @param page pages committed
 * @param inOneGo whether no break lies in it
 * @param startedAt when it began
 * @param run the run that last reached its end; null when none did
 * @param declaration the version of the declaration that listed
 * @param failures in a row
 * @param errorCode why it failed last
 * @param increment how far what changed is known
 */
public record Position(
        String parentKey,
        @Nullable String cursor,
        int page,
        boolean inOneGo,
        @Nullable Instant startedAt,
        @Nullable Long run,
        @Nullable String declaration,
        int failures,
        @Nullable Instant backoffUntil,
        @Nullable String errorCode,
        Increment increment) {

    /**
     * How far what changed is known.
     *
     * @param partial whether the listing that was cut short asks for changes alone
     * @param syncToken a token, or a time in RFC 3339, that the last listing left
     * @param tokenOf what that belongs to: the declaration, parameters and credentials it was got with
     * @param nextToken what the listing that was cut short will leave
     * @param fullAt when a listing of everything last ended
     */
    public record Increment(
            boolean partial,
            @Nullable String syncToken,
            @Nullable String tokenOf,
            @Nullable String nextToken,
            @Nullable Instant fullAt) {
        public static final Increment NONE = new Increment(false, null, null, null, null);
    }

    /** A list nobody has listed. */
    public static Position none(String parentKey) {
        return new Position(parentKey, null, 0, true, null, null, null, 0, null, null, Increment.NONE);
    }

    /** Whether that run has reached this list's end already, under an earlier claim. */
    public boolean completedBy(long event) {
        return run != null && run == event;
    }

    /**
     * Whether to go on where it stands. Not when the declaration was edited since, nor when the provider refused the
     * cursor itself: a broken connection leaves it good, an answer against it does not.
     */
    public boolean resumable(String version) {
        boolean refused = errorCode != null && (errorCode.startsWith("HTTP_4") || errorCode.equals("INVALID_RESPONSE"));
        return cursor != null && version.equals(declaration) && !refused;
    }

    /** Whether it waits after failures of its own. */
    public boolean backingOff(Instant now) {
        return backoffUntil != null && backoffUntil.isAfter(now);
    }
}
