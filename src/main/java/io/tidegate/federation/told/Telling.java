package io.tidegate.federation.told;

import io.tidegate.federation.compare.Told;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the other side tells.
 *
 * @param of the record
 * @param fields in their form, by name; a field that is absent is not told
 * @param active whether it counts as active; null when records of its type tell no status, but only that they are there
 * @param faults what cannot be read, or lacks; with any of them it cannot be taken over
 */
public record Telling(
        Pending of,
        Map<String, @Nullable String> fields,
        Membership membership,
        @Nullable Boolean active,
        List<Fault> faults) {
    public Telling {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        faults = List.copyOf(faults);
    }

    /**
     * What it tells of a player's membership.
     *
     * @param joined a date
     * @param fault why the date cannot be read, in which case it is not told; null when it can
     */
    public record Membership(
            Told number, Told status, Told joined, @Nullable String fault) {
        /** Nothing is told. */
        public static final Membership NONE = new Membership(Told.NOTHING, Told.NOTHING, Told.NOTHING, null);
    }

    /**
     * Why a record cannot be taken over.
     *
     * @param field null when it is no field's
     * @param message for people, without the value
     */
    public record Fault(@Nullable String field, String message) {
        /** In one sentence. */
        public String text() {
            return field == null ? message : field + " " + message;
        }
    }

    /** The same with one fault more. */
    public Telling with(Fault fault) {
        return new Telling(
                of,
                fields,
                membership,
                active,
                Stream.concat(faults.stream(), Stream.of(fault)).toList());
    }

    /** Why it cannot be taken over; null when it can. */
    public @Nullable String problem() {
        return faults.isEmpty() ? null : faults.stream().map(Fault::text).collect(Collectors.joining("; "));
    }
}
