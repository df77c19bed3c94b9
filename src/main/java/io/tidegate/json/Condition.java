package io.tidegate.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that holds for a document or not: {@code /is_deleted} (there, and neither false, null, 0 nor empty),
 * {@code /status=deleted} (one of the values there is that word), {@code /message~secondary} (contains it, in any case),
 * or a jq program.
 */
public final class Condition {
    private static final Pattern PLAIN = Pattern.compile("(/[^=~]*)(?:([=~])(.*))?", Pattern.DOTALL);

    private final String text;
    private final Predicate<JsonNode> holds;

    private Condition(String text, Predicate<JsonNode> holds) {
        this.text = text;
        this.holds = holds;
    }

    /** @throws IllegalArgumentException when the text is neither of them */
    public static Condition of(String text) {
        Matcher plain = PLAIN.matcher(text);
        if (!plain.matches()) {
            Jq program = Jq.of(text);
            return new Condition(text, program::holds);
        }
        Pointer at = Pointer.of(plain.group(1));
        if (plain.group(2) == null) {
            return new Condition(text, document -> isSet(at.first(document)));
        }
        String word = plain.group(3);
        return plain.group(2).equals("=")
                ? new Condition(text, document -> at.first(document).asText("").equals(word))
                : new Condition(
                        text,
                        document -> at.first(document)
                                .asText("")
                                .toLowerCase(Locale.ROOT)
                                .contains(word.toLowerCase(Locale.ROOT)));
    }

    private static boolean isSet(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> false;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.decimalValue().signum() != 0;
            case STRING ->
                !value.textValue().isEmpty()
                        && !value.textValue().equalsIgnoreCase("false")
                        && !value.textValue().equals("0");
            default -> !value.isEmpty();
        };
    }

    public boolean holds(JsonNode document) {
        return holds.test(document);
    }

    @Override
    public String toString() {
        return text;
    }
}
