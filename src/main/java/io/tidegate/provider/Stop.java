package io.tidegate.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.json.Condition;
import io.tidegate.json.Pointer;
import io.tidegate.provider.declared.Declaration;
import java.util.List;
import java.util.function.Function;

/**
 * When a page is the last one: {@code short} (fewer records than asked for, or none), {@code empty}, {@code total <pointer>}
 * (so many records are there), {@code last-page <pointer>} (so many pages are there), {@code more <condition>} (it is the
 * last unless that holds of the body), {@code when <condition>}.
 */
@FunctionalInterface
public interface Stop {
    Stop SHORT = (page, number) -> page.isShort();
    Stop NEVER = (page, number) -> false;

    /**
     * @param number its number, or offset, as the provider counts; 0 where it has a cursor
     */
    boolean ends(Paging.Page page, long number);

    /** @throws IllegalArgumentException when the text is no rule */
    static Stop of(String text) {
        List<String> words = Declaration.split(text);
        String kind = words.isEmpty() ? "" : words.get(0);
        String rest = text.strip().substring(kind.length()).strip();
        return switch (kind) {
            case "short" -> SHORT;
            case "empty" -> (page, number) -> page.records() == 0;
            case "total" -> counted(rest, (page, number, total) -> page.before() + page.records() >= total);
            case "last-page" -> counted(rest, (page, number, last) -> number >= last);
            case "more" -> {
                Condition more = Condition.of(rest);
                yield (page, number) -> isCountedOut(page, number) || !more.holds(page.body());
            }
            case "when" -> {
                Condition end = Condition.of(rest);
                yield (page, number) -> isCountedOut(page, number) || end.holds(page.body());
            }
            default ->
                throw new IllegalArgumentException("allowed are short, empty, total <pointer>, last-page <pointer>,"
                        + " more <condition> and when <condition>");
        };
    }

    /** Pages that are counted would go on for ever; behind a cursor an empty page may be followed by a full one. */
    private static boolean isCountedOut(Paging.Page page, long number) {
        return page.records() == 0 && number > 0;
    }

    /** Compares with a number in the body. */
    @FunctionalInterface
    interface Count {
        boolean reached(Paging.Page page, long number, long count);
    }

    private static Stop counted(String pointer, Count count) {
        Function<JsonNode, JsonNode> at = Pointer.of(pointer)::first;
        return (page, number) -> {
            JsonNode found = at.apply(page.body());
            boolean told = found.canConvertToLong() || found.asText("").matches("\\d{1,18}");
            return page.records() == 0 || (told ? count.reached(page, number, found.asLong()) : page.isShort());
        };
    }
}
