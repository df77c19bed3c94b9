package io.tidegate.provider.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.json.Pointer;
import io.tidegate.provider.declared.Declaration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a delivery says something: {@code header:X-GitHub-Event} or a pointer into its body.
 *
 * @param header the header's name; null when it stands in the body
 * @param pointer where in the body; null when it is a header
 */
public record Place(@Nullable String header, @Nullable Pointer pointer) {
    private static final String HEADER = "header:";

    /** @throws IllegalArgumentException when the text is neither */
    static Place of(String text) {
        if (text.startsWith(HEADER)
                && text.substring(HEADER.length()).strip().matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,80}")) {
            return new Place(text.substring(HEADER.length()), null);
        } else if (text.startsWith("/")) {
            return new Place(null, Pointer.of(text));
        }
        throw new IllegalArgumentException("header:Name or a pointer like /event_name is needed");
    }

    /** Several places, separated by blanks. */
    static List<Place> all(String text) {
        return Declaration.split(text).stream().map(Place::of).toList();
    }

    /** What stands there; empty when nothing does. */
    public String in(Delivery delivery, JsonNode body) {
        if (header != null) {
            return delivery.header(header);
        }
        return pointer == null ? "" : pointer.first(body).asText("").strip();
    }

    /** What stands there together, empty ones left out, joined by dots: {@code repository.deleted}. */
    static String joined(List<Place> places, Delivery delivery, JsonNode body) {
        return places.stream()
                .map(place -> place.in(delivery, body))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("."));
    }
}
