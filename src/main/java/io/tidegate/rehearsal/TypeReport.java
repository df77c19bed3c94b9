package io.tidegate.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a type's first page. Nothing in it is secret, and what is personal is masked.
 *
 * @param list the parent's id or the word whose list it is; null when the type has a single list
 * @param request method and URL; null when nothing was asked
 * @param problem why there are no records, or some would be refused; null when all is well
 * @param answer what came back; null when nothing did
 * @param page what it held; null when it could not be read
 */
public record TypeReport(
        String type,
        @Nullable String list,
        @Nullable String request,
        Outcome outcome,
        @Nullable String problem,
        @Nullable Answered answer,
        @Nullable Page page) {

    /** How it went. */
    public enum Outcome {
        /** Its records would be stored. */
        READ,
        /** The declaration says to pass such an answer over. */
        SKIPPED,
        /** A sync would fail here. */
        FAILED,
        /** It was not asked for. */
        NOT_ASKED
    }

    /**
     * An answer.
     *
     * @param limitHeaders the headers that were read as speaking of limits
     * @param limits what was read in them
     */
    public record Answered(
            int status, long millis, int bytes, Map<String, String> limitHeaders, Map<String, String> limits) {}

    /**
     * A page.
     *
     * @param listed how many records it listed, those counted that are left out
     * @param next the cursor of the page that follows; null when none does
     * @param nextSince what the next sync would ask with; null when nothing tells it
     */
    public record Page(
            int listed,
            List<Shown> records,
            @Nullable String next,
            @Nullable String nextSince) {}

    /**
     * A record as it would be stored.
     *
     * @param deletion whether all it tells is that it is deleted
     * @param columns the typed columns and times
     * @param redacted how many secrets are taken out of it
     * @param personal how many values are personal
     * @param data all of it
     */
    public record Shown(
            String id,
            @Nullable String name,
            @Nullable String status,
            @Nullable String region,
            boolean deletion,
            Map<String, String> columns,
            int redacted,
            int personal,
            JsonNode data) {}

    static TypeReport notAsked(String type, String why) {
        return new TypeReport(type, null, null, Outcome.NOT_ASKED, why, null, null);
    }
}
