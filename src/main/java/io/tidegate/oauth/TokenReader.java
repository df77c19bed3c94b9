package io.tidegate.oauth;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidegate.provider.access.OAuthGrant;
import io.tidegate.provider.failure.InvalidResponseException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the answers of token URLs (RFC 6749, 5.1 and 5.2), whatever they hold. */
final class TokenReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TOKEN = 16 << 10;
    private static final int LONGEST_CODE = 60;
    private static final int LONGEST_WORDS = 300;
    private static final long LONGEST_SECONDS = 10L * 366 * 24 * 60 * 60;
    /** What is sent as a bearer token, by the names that answers use for it. */
    private static final Set<String> TYPES = Set.of("", "bearer", "bearertoken", "token");

    private TokenReader() {}

    /** The body as JSON; a missing node when it is none. */
    static JsonNode tree(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** @throws InvalidResponseException when this gives no token that can be sent */
    static TokenAnswer read(JsonNode tree, int status, OAuthGrant.Answer at) {
        String type = tree.path("token_type").asText("").strip().toLowerCase(java.util.Locale.ROOT);
        if (!TYPES.contains(type)) {
            throw new InvalidResponseException(status, "the token URL gave a token that is no bearer token");
        }
        String token = secret(tree, at.accessToken(), status);
        if (token == null) {
            throw new InvalidResponseException(
                    status, "the token URL answered " + status + " without an access token at " + at.accessToken());
        }
        return new TokenAnswer(token, secret(tree, at.refreshToken(), status), seconds(tree.at(at.expiresIn())));
    }

    /** What goes into a header or form: printable, of one line. */
    private static @Nullable String secret(JsonNode tree, JsonPointer at, int status) {
        JsonNode node = tree.at(at);
        if (!node.isTextual() || node.textValue().isEmpty()) {
            return null;
        }
        String text = node.textValue();
        boolean sendable = text.length() <= LONGEST_TOKEN && text.chars().allMatch(each -> each > 0x20 && each < 0x7f);
        if (!sendable) {
            throw new InvalidResponseException(status, "the token URL gave a token at " + at + " that cannot be sent");
        }
        return text;
    }

    /** Some say it as a text; what is no sensible number was not said. */
    private static @Nullable Long seconds(JsonNode node) {
        long seconds =
                node.isNumber() || node.asText("").matches("\\d{1,12}(\\.\\d{1,9})?") ? (long) node.asDouble() : 0;
        return seconds < 1 ? null : Long.valueOf(Math.min(seconds, LONGEST_SECONDS));
    }

    /** The error's code; empty when there is none that could be one. */
    static String code(JsonNode tree) {
        JsonNode error = tree.path("error");
        String code = error.isTextual() ? error.textValue() : "";
        return code.length() <= LONGEST_CODE && code.matches("[\\x21-\\x7e]+") ? code : "";
    }

    /** The provider's own words about it, without control characters; empty when there are none. */
    static String words(JsonNode tree) {
        String words = tree.path("error_description")
                .asText("")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return words.substring(0, Math.min(words.length(), LONGEST_WORDS));
    }
}
