package io.tidegate.federation.local;

import java.time.InstantSource;

/** Makes adults of players on their 18th birthday, which no record of a federation tells. */
public final class ComingOfAge {
    private final PlayerSideStore players;
    private final InstantSource clock;

    public ComingOfAge(PlayerSideStore players, InstantSource clock) {
        this.players = players;
        this.clock = clock;
    }

    /** Does so; daily. */
    public void daily() {
        players.grow(clock.instant());
    }
}
