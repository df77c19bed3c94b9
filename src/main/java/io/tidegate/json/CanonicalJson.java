package io.tidegate.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One text per value: keys sorted, numbers normalised, null members absent, no white space. */
public final class CanonicalJson {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    /** PostgreSQL's numeric keeps 16,383 digits after the point. */
    private static final int MOST_DIGITS = 16_000;

    private CanonicalJson() {}

    /** @throws IllegalArgumentException when it holds a number that PostgreSQL cannot keep */
    public static void check(JsonNode node) {
        text(node);
    }

    /** @throws IllegalArgumentException when it holds a number that PostgreSQL cannot keep */
    public static String text(JsonNode node) {
        StringBuilder out = new StringBuilder(256);
        write(node, out);
        return out.toString();
    }

    static void write(JsonNode node, StringBuilder out) {
        if (node instanceof ObjectNode object) {
            writeObject(object, out);
        } else if (node instanceof ArrayNode array) {
            out.append('[');
            for (int i = 0; i < array.size(); i++) {
                if (i > 0) {
                    out.append(',');
                }
                write(array.get(i), out);
            }
            out.append(']');
        } else if (node.isTextual()) {
            quote(node.textValue(), out);
        } else if (node.isInt() || node.isLong()) {
            out.append(node.asText());
        } else if (node.isNumber()) {
            out.append(plain(node.decimalValue()));
        } else {
            out.append(node.asText());
        }
    }

    private static void writeObject(ObjectNode object, StringBuilder out) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonNode> member : sorted(object)) {
            if (member.getValue().isNull()) {
                continue;
            }
            if (!first) {
                out.append(',');
            }
            first = false;
            quote(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
        }
        out.append('}');
    }

    private static List<Map.Entry<String, JsonNode>> sorted(ObjectNode object) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
        members.sort(Map.Entry.comparingByKey());
        return members;
    }

    /** Nearly every text holds nothing to escape, and goes in as a whole. */
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        if (isPlain(text)) {
            out.append(text);
        } else {
            ENCODER.quoteAsString(text, out);
        }
        out.append('"');
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at < ' ' || at == '"' || at == '\\') {
                return false;
            }
        }
        return true;
    }

    /** 1.0 and 1 are one number; a huge exponent stays an exponent, since written out it could fill the memory. */
    private static String plain(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        if (number.scale() > MOST_DIGITS || (long) number.precision() - number.scale() > MOST_DIGITS) {
            throw new IllegalArgumentException("a number with more than " + MOST_DIGITS
                    + " digits before or after its point, which PostgreSQL cannot keep");
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return Math.abs(stripped.scale()) > 64 ? stripped.toString() : stripped.toPlainString();
    }
}
