package io.tidegate.provider.request;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * Where a value goes in a request: {@code page} (a parameter in the query), {@code header:X-Page}, {@code /variables/after}
 * (in the body: a place in JSON, a field of a form), or {@code -} (only where the declaration writes it, as {cursor}).
 */
public record Place(Kind kind, String name) {

    /** Parts of a request. */
    public enum Kind {
        QUERY,
        HEADER,
        BODY,
        WRITTEN
    }

    /** A value for a place; numbers stay numbers in JSON. */
    public record Filled(Place place, String value, boolean number) {}

    /** @throws IllegalArgumentException when the text is no place */
    public static Place of(String text) {
        if (text.equals("-")) {
            return new Place(Kind.WRITTEN, "");
        } else if (text.startsWith("header:")) {
            String header = text.substring("header:".length());
            if (!header.matches("[A-Za-z0-9-]+")) {
                throw new IllegalArgumentException("'" + header + "' is no header's name");
            }
            return new Place(Kind.HEADER, header);
        } else if (text.startsWith("/")) {
            return new Place(Kind.BODY, JsonPointer.compile(text).toString());
        } else if (text.matches("[^\\s?&=#{}/]+")) {
            return new Place(Kind.QUERY, text);
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no place; a place is a parameter's name, header:Name, /pointer in the body, or -");
    }

    public Filled filled(String value) {
        return new Filled(this, value, false);
    }

    public Filled filled(long value) {
        return new Filled(this, Long.toString(value), true);
    }
}
