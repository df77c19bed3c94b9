package io.tidegate.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the provider does wrong, and on which pages it can. */
enum Trouble {
    TIMEOUT("provider answers too late", true),
    STALL("provider stalls mid-body", true),
    CUT("provider breaks off mid-body", true),
    FAILED("provider answers 5xx", true),
    LIMITED("provider answers 429", true),
    REPEAT("provider repeats a page", false),
    LOOP("provider's cursor loops", false),
    EMPTY("provider answers an empty list", true),
    GARBAGE("provider answers garbage", true);

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TOO_LATE = Duration.ofSeconds(45);

    private final String words;
    private final boolean anywhere;

    Trouble(String words, boolean anywhere) {
        this.words = words;
        this.anywhere = anywhere;
    }

    String words() {
        return words;
    }

    /** Whether the client never learns what the headers say. */
    boolean unheard() {
        return this == TIMEOUT;
    }

    /** Whether this request can be answered so: repeating and looping need a page before it. */
    boolean fits(Asked asked) {
        return anywhere || !asked.query().getOrDefault("page", "1").equals("1");
    }

    /**
     * Spoils an answer.
     *
     * @param first the first page of the same list
     * @param draw chooses between ways to do it
     */
    Answer spoil(Asked asked, Answer good, Answer first, long draw) {
        int half = good.body().length() / 2;
        return switch (this) {
            case TIMEOUT -> good.after(TOO_LATE);
            case STALL -> good.stallAfter(half);
            case CUT -> good.cutAfter(half);
            case FAILED -> Answer.json(draw % 2 == 0 ? 503 : 500, "{\"message\":\"Server error\"}");
            case LIMITED -> limited(asked, 1 + draw / 2 % 3, draw % 2 == 0);
            case REPEAT -> good.body(next(first, asked, "/links/pages/next", "99"));
            case LOOP -> good.body(next(good, asked, "/links/pages/next", "1"));
            case EMPTY -> good.body(empty(good));
            case GARBAGE ->
                switch ((int) (draw % 3)) {
                    case 0 -> Answer.html(200, "<html>We will be back</html>");
                    case 1 -> good.body(good.body().substring(0, half));
                    default -> good.body("{\"message\":\"ok\"}");
                };
        };
    }

    /** Until when an answer's Retry-After, in either form, wants to be left alone; null without one. */
    static @Nullable Instant retryAt(Answer answer, Instant sent) {
        List<String> values = answer.headers().get("Retry-After");
        if (values == null) {
            return null;
        }
        String value = values.get(0);
        return value.matches("\\d+")
                ? sent.plusSeconds(Long.parseLong(value))
                : DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
    }

    private static Answer limited(Asked asked, long seconds, boolean date) {
        String until = date
                ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        asked.at().plusSeconds(seconds).atOffset(ZoneOffset.UTC))
                : Long.toString(seconds);
        return Answer.json(429, "{\"message\":\"Too many requests\"}").header("Retry-After", until);
    }

    private static String next(Answer page, Asked asked, String at, String number) {
        ObjectNode envelope = tree(page);
        envelope.withObject(at.substring(0, at.lastIndexOf('/')))
                .put("next", asked.origin() + asked.path() + "?page=" + number + "&per_page=3");
        return envelope.toString();
    }

    private static String empty(Answer good) {
        ObjectNode envelope = tree(good);
        envelope.fieldNames().forEachRemaining(name -> {
            if (envelope.path(name).isArray()) {
                envelope.withArray(name).removeAll();
            }
        });
        envelope.remove("links");
        return envelope.toString();
    }

    private static ObjectNode tree(Answer answer) {
        try {
            return (ObjectNode) JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
