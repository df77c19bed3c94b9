package io.tidegate.federation.side;

import io.tidegate.federation.compare.FieldKind;
import io.tidegate.federation.compare.FieldRule;
import io.tidegate.federation.compare.PostalAddress;
import io.tidegate.federation.declared.TwoWay;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What fields records of a kind have.
 *
 * @param kinds by field
 * @param needed those that cannot be empty
 */
public record Shape(Map<String, FieldKind> kinds, Set<String> needed) {
    /** The field whose parts a player has beside it. */
    static final String ADDRESS = "address";

    /** The field that no player is without, and that lies in the past. */
    static final String BORN = "dateOfBirth";

    /** In the order in which a line has them. */
    static final List<String> PARTS = List.of("addressLine1", "addressLine2", "town", "county", "postcode", "country");

    /** A player's. */
    public static final Shape PLAYER = player();

    public Shape {
        kinds = Map.copyOf(kinds);
        needed = Set.copyOf(needed);
    }

    /**
     * Of a kind that declarations tell of, or else of a record that is there.
     *
     * @param declared what each declaration of the kind compares; empty when none is loaded
     */
    public static Shape of(Collection<FieldRule> declared, Held held) {
        Map<String, FieldKind> kinds = new TreeMap<>();
        held.fields().keySet().forEach(field -> kinds.put(field, FieldKind.TEXT));
        Set<String> needed = new HashSet<>();
        for (FieldRule rule : declared) {
            kinds.put(rule.name(), rule.kind());
            if (rule.required()) {
                needed.add(rule.name());
            }
        }
        return new Shape(kinds, needed);
    }

    private static Shape player() {
        Map<String, FieldKind> kinds = new TreeMap<>(TwoWay.OF_PLAYER);
        PARTS.forEach(part -> kinds.put(part, FieldKind.TEXT));
        return new Shape(kinds, Set.of("firstName", "lastName", BORN));
    }

    /** The value as it is stored; of one that cannot be read, what stands there. */
    @Nullable String formed(String field, @Nullable String value) {
        try {
            return kinds.getOrDefault(field, FieldKind.TEXT).form(value);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** Whether two values of a field say the same. */
    public boolean same(String field, @Nullable String one, @Nullable String other) {
        return Objects.equals(formed(field, one), formed(field, other));
    }

    /** An address in its parts, by their names. */
    static Map<String, @Nullable String> parts(@Nullable String line) {
        PostalAddress address = PostalAddress.of(line == null ? "" : line);
        Map<String, @Nullable String> parts = new LinkedHashMap<>();
        parts.put("addressLine1", address.line1());
        parts.put("addressLine2", address.line2());
        parts.put("town", address.town());
        parts.put("county", address.county());
        parts.put("postcode", address.postcode());
        parts.put("country", address.country());
        return parts;
    }

    /** Parts in one line; null when there are none. */
    static @Nullable String line(Map<String, @Nullable String> fields) {
        String line = new PostalAddress(
                        fields.get("addressLine1"),
                        fields.get("addressLine2"),
                        fields.get("town"),
                        fields.get("county"),
                        fields.get("postcode"),
                        fields.get("country"))
                .line();
        return line.isEmpty() ? null : line;
    }
}
