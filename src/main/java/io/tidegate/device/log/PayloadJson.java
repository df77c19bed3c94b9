package io.tidegate.device.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Payloads as JSON, with exact numbers. */
public final class PayloadJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectReader READER = MAPPER.readerFor(new TypeReference<Map<String, @Nullable Object>>() {})
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final ObjectWriter WRITER = MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

    private PayloadJson() {}

    static String text(Object json) {
        try {
            return WRITER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a payload that passed its schema cannot be written", e);
        }
    }

    /** Its length as UTF-8. */
    public static int bytes(Object json) {
        return text(json).getBytes(StandardCharsets.UTF_8).length;
    }

    static Map<String, @Nullable Object> object(String text) {
        try {
            return READER.readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a payload of the log cannot be read", e);
        }
    }

    /** Whether two values are the same to whoever reads them: 1 and 1.0 are. */
    public static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
            return left.keySet().equals(right.keySet())
                    && left.keySet().stream().allMatch(name -> same(left.get(name), right.get(name)));
        } else if (a instanceof List<?> left && b instanceof List<?> right) {
            Iterator<?> others = right.iterator();
            return left.size() == right.size() && left.stream().allMatch(each -> same(each, others.next()));
        } else if (a instanceof Number left && b instanceof Number right) {
            return decimal(left).compareTo(decimal(right)) == 0;
        }
        return Objects.equals(a, b);
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        } else if (number instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        return number instanceof Double fraction
                ? BigDecimal.valueOf(fraction)
                : BigDecimal.valueOf(number.longValue());
    }
}
