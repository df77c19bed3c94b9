package io.tidegate.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a JSON object that is a map of texts, numbers, flags, lists and maps; says which field is wrong. */
public final class JsonFields {
    private final Map<String, ? extends @Nullable Object> fields;

    public JsonFields(Map<String, ? extends @Nullable Object> fields) {
        this.fields = fields;
    }

    /**
     * Takes JSON's value for an object.
     *
     * @param what it is, for the message
     * @throws InvalidOpException when it is another value
     */
    @SuppressWarnings("unchecked") // JSON's names are texts
    public static JsonFields of(@Nullable Object json, String what) {
        if (json instanceof Map<?, ?> map) {
            return new JsonFields((Map<String, @Nullable Object>) map);
        }
        throw new InvalidOpException(what + " is an object");
    }

    /** @throws InvalidOpException when it is missing or no text */
    public String text(String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a text");
    }

    /** @throws InvalidOpException when it is there and no text */
    public @Nullable String textOrNull(String name) {
        return fields.get(name) == null ? null : text(name);
    }

    /** @throws InvalidOpException when it is missing or no whole number of 64 bits */
    public long number(String name) {
        Object value = fields.get(name);
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        throw wrong(name, "a whole number of 64 bits");
    }

    /** @throws InvalidOpException when it is there and no whole number of 64 bits */
    public @Nullable Long numberOrNull(String name) {
        return fields.get(name) == null ? null : (Long) number(name);
    }

    /** @throws InvalidOpException when it is missing or no flag */
    public boolean flag(String name) {
        if (fields.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false");
    }

    /** @throws InvalidOpException when it is missing or no list */
    public List<?> list(String name) {
        if (fields.get(name) instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "a list");
    }

    /** @throws InvalidOpException when it is there and no object */
    @SuppressWarnings("unchecked") // JSON's names are texts
    public @Nullable Map<String, @Nullable Object> objectOrNull(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return null;
        } else if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw wrong(name, "an object");
    }

    private InvalidOpException wrong(String name, String expected) {
        return new InvalidOpException(name + (fields.get(name) == null ? " is missing: " : " is ") + expected);
    }
}
