package io.tidegate.oauth;

import io.tidegate.oauth.TokenStore.Stored;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tokens for as long as a command runs. */
final class UnkeptTokens implements TokenRows {
    private final Map<Long, Stored> byDock = new ConcurrentHashMap<>();

    @Override
    public @Nullable Stored find(long dock) {
        return byDock.get(dock);
    }

    @Override
    public Stored renew(long dock, Instant now, UnaryOperator<Stored> renewal) {
        return Objects.requireNonNull(byDock.compute(
                dock, (number, before) -> renewal.apply(before == null ? new Stored(null, null, null, now) : before)));
    }
}
