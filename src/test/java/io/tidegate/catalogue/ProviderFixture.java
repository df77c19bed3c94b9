package io.tidegate.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidegate.simulator.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is documented of a provider beside its lists ({@code provider.yaml}).
 *
 * @param text token: the header that carries the credential; parameters: of the dock; account: what tells whose token it
 *     is; etags: whether unchanged pages are answered 304; limits: what answers say of limits, and the budget it makes;
 *     limited, refused, odd: answers with a limit, to a bad token, and of no use; pages, envelope: of all its types
 */
record ProviderFixture(String name, JsonNode text) {
    private static final Pattern EPOCH = Pattern.compile("\\$epoch\\+(\\d+)");

    /**
     * An answer that a fixture spells out.
     *
     * @param text status, headers, body (JSON) or html; {@code $epoch+60} stands for a minute from now in epoch seconds
     */
    record Spelt(JsonNode text) {
        Answer at(Instant now) {
            int status = text.path("status").asInt(200);
            Answer answer = text.has("html")
                    ? Answer.html(status, text.path("html").asText())
                    : text.has("body")
                            ? Answer.json(status, timed(text.path("body").toString(), now))
                            : Answer.status(status);
            return answer.headers(headers(text.path("headers"), now));
        }

        /** How long it asks to wait. */
        Duration waits() {
            return Duration.ofSeconds(text.path("wait").asLong());
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    Map<String, String> limitHeaders(Instant now) {
        return headers(text.at("/limits/headers"), now);
    }

    /** The budget that the headers make: bucket, quota, remaining, reset (in so many seconds). */
    JsonNode budget() {
        return text.at("/limits/budget");
    }

    List<Spelt> answers(String kind) {
        return text.path(kind).valueStream().map(Spelt::new).toList();
    }

    /** The parameters that its docks must have. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        text.path("parameters")
                .properties()
                .forEach(one -> parameters.put(one.getKey(), one.getValue().asText()));
        return parameters;
    }

    /** The header, and its value, by which a token comes. */
    String[] credential(String token) {
        return text.path("token")
                .asText("Authorization: Bearer $token")
                .replace("$token", token)
                .split(": ", 2);
    }

    JsonNode account() {
        return text.path("account");
    }

    /** What holds for all its types unless a type says otherwise. */
    JsonNode shared(String key) {
        JsonNode found = text.path(key);
        return found.isMissingNode() ? MissingNode.getInstance() : found;
    }

    private static Map<String, String> headers(JsonNode told, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        told.properties()
                .forEach(one -> headers.put(one.getKey(), timed(one.getValue().asText(), now)));
        return headers;
    }

    private static String timed(String text, Instant now) {
        return EPOCH.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(Long.toString(now.getEpochSecond() + Long.parseLong(match.group(1)))));
    }

    @Override
    public String toString() {
        return name;
    }
}
