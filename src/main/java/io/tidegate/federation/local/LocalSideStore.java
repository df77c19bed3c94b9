package io.tidegate.federation.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.federation.declared.TwoWay;
import org.jdbi.v3.core.Jdbi;

/** The tables of local records, by kind. */
public final class LocalSideStore {
    private final Jdbi jdbi;
    private final ObjectMapper json;
    private final PlayerSideStore players;

    public LocalSideStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
        this.players = new PlayerSideStore(jdbi, json);
    }

    /** @param kind {@code player}, or as {@code local_records.kind} has it */
    public LocalSide of(String kind) {
        return kind.equals(TwoWay.PLAYER) ? players : new RecordSideStore(jdbi, json, kind);
    }
}
