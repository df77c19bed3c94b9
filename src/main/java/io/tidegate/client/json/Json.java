package io.tidegate.client.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.JsonFields;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Values as JSON's text and back: maps, lists, texts, flags and numbers. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** @throws InvalidOpException when the value is none that JSON has */
    public static String write(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new InvalidOpException("a value is none that JSON has");
        }
    }

    /** Bytes that a value takes as JSON. */
    public static int bytes(@Nullable Object value) {
        return write(value).getBytes(StandardCharsets.UTF_8).length;
    }

    /** @throws InvalidOpException when it is no JSON */
    public static @Nullable Object read(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new InvalidOpException("it is no JSON");
        }
    }

    /**
     * Reads an object.
     *
     * @param what it is, for the message
     * @throws InvalidOpException when it is none
     */
    public static JsonFields fields(String text, String what) {
        return JsonFields.of(read(text), what);
    }
}
