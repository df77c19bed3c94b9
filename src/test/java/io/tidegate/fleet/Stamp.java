package io.tidegate.fleet;

import com.fasterxml.jackson.databind.JsonNode;

/** By what the last writer wins, compared here anew, without the code that is tested. All texts are ASCII here. */
record Stamp(long clock, String hlc, String opId) implements Comparable<Stamp> {
    /** Of a row or an entry of the log, by names in snake_case. */
    static Stamp of(JsonNode row) {
        return new Stamp(
                row.path("clock").asLong(),
                row.path("hlc").asText(),
                row.path("op_id").asText());
    }

    @Override
    public int compareTo(Stamp other) {
        int byClock = Long.compare(clock, other.clock);
        int byHlc = hlc.compareTo(other.hlc);
        return byClock != 0 ? byClock : byHlc != 0 ? byHlc : opId.compareTo(other.opId);
    }
}
