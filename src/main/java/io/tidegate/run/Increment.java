package io.tidegate.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.json.Condition;
import io.tidegate.provider.Incremental;
import io.tidegate.provider.ResourceType.Asked;
import io.tidegate.provider.request.Place;
import io.tidegate.record.Position;
import io.tidegate.record.ProviderRecord;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a listing asks for: everything, or what changed since the last one. */
final class Increment {
    private final @Nullable Incremental declared;
    private final Instant startedAt;
    private @Nullable String known;
    private @Nullable String next;
    private boolean partial;
    private boolean oldestFirst = true;
    private @Nullable Instant last;
    private boolean cut;

    /**
     * @param declared null when everything is asked for each time
     * @param resumed whether the listing goes on where an earlier claim left it
     * @param owner what a token must belong to; see {@link Position.Increment}
     * @param startedAt when the listing began
     */
    Increment(@Nullable Incremental declared, Position position, boolean resumed, String owner, Instant startedAt) {
        this.declared = declared;
        this.startedAt = startedAt;
        if (declared != null) {
            known = owner.equals(position.increment().tokenOf())
                    ? position.increment().syncToken()
                    : null;
            next = resumed ? position.increment().nextToken() : null;
            partial = resumed
                    ? position.increment().partial() && known != null
                    : known != null && !isFullDue(declared, position);
        }
    }

    private boolean isFullDue(Incremental incremental, Position position) {
        return incremental.fullEvery() != null
                && (position.increment().fullAt() == null
                        || !position.increment()
                                .fullAt()
                                .plus(incremental.fullEvery())
                                .isAfter(startedAt));
    }

    /** What a page's request asks with. */
    Asked asked(@Nullable String cursor) {
        if (declared == null) {
            return new Asked(cursor, null, null);
        }
        Incremental.Time time = declared.time();
        String until =
                time == null || time.until() == null ? null : time.written().apply(startedAt);
        return new Asked(cursor, declared.asked(partial ? known : null), until);
    }

    /** The body of a page came: it says whether it holds everything, and what to ask with next. */
    void told(JsonNode body) {
        if (declared == null || !declared.byToken()) {
            return;
        }
        if (declared.full() != null) {
            partial = !Condition.of(declared.full().toString()).holds(body);
        }
        String token = declared.at().first(body).asText("");
        next = token.isEmpty() ? next : token;
    }

    /** A record came: the latest time that one tells is what to ask with next. */
    void told(ProviderRecord one) {
        if (declared == null || declared.byToken()) {
            return;
        }
        String told = declared.later(null, one.data(), startedAt);
        if (told != null) {
            Instant at = Instant.parse(told);
            oldestFirst = oldestFirst && (last == null || !at.isBefore(last));
            last = at;
        }
        // what is told again from before the last time does not set it back
        next = declared.later(next == null && partial ? known : next, one.data(), startedAt);
    }

    /** The listing ends before its last page. */
    void cut() {
        cut = true;
    }

    /** Whether a record is older than what was asked for, where the provider itself cannot leave such out. */
    boolean isOld(ProviderRecord one) {
        if (declared == null
                || known == null
                || !partial
                || declared.byToken()
                || declared.place().kind() != Place.Kind.WRITTEN) {
            return false;
        }
        Instant from = Instant.parse(known)
                .minus(Objects.requireNonNull(declared.time()).lookback());
        String told = declared.later(null, one.data(), startedAt);
        return told != null && Instant.parse(told).isBefore(from);
    }

    /** Begins anew, asking for everything; false when that is what it did already. */
    boolean restart() {
        boolean had = known != null;
        known = null;
        next = null;
        partial = false;
        oldestFirst = true;
        last = null;
        return had;
    }

    /**
     * Whether what comes next may be asked for by the token: not after everything was listed with a break in it, since what
     * was gone by then is found by no change that comes later. Where times are asked by, everything is listed daily.
     */
    boolean isCovered(boolean inOneGo) {
        return declared == null || !declared.byToken() || partial || inOneGo;
    }

    boolean isPartial() {
        return partial;
    }

    /** What the next listing asks with; null when nothing told it. It covers no page that was not listed. */
    @Nullable String next() {
        boolean ahead = cut && declared != null && (declared.byToken() || !oldestFirst);
        return next == null || ahead ? known : next;
    }

    /** What this one asked with; null when it asked for everything. */
    @Nullable String known() {
        return partial ? known : null;
    }
}
