package io.tidegate.oauth;

import io.tidegate.oauth.TokenStore.Stored;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where the tokens of docks are kept. */
interface TokenRows {
    /** What the dock has, or null. */
    @Nullable Stored find(long dock);

    /**
     * Lets {@code renewal} make something newer of what the dock has, while nobody else can.
     *
     * @param renewal returns what it was given when that is good
     */
    Stored renew(long dock, Instant now, UnaryOperator<Stored> renewal);
}
