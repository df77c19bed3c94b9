package io.tidegate.provider.declared;

import java.util.List;
import java.util.stream.Stream;

/** The keys of a provider's facts, with what they mean: for the schema that editors go by. */
public final class FactKeys {
    private static final String DURATION = "\\d{1,9}(ms|s|m|h|d)";
    private static final String POINTER = "/.*";
    private static final String RULE = "[1-5](\\d\\d|xx)(:(retry-after|exhausted|/[^=~\\s]+[=~]\\S+))?";
    private static final String RULES = RULE + "(\\s+" + RULE + ")*";
    private static final String FLAG = "true|false";
    private static final String ANY = "";

    /** All of them. */
    public static final List<FactKey> ALL = Stream.of(
                    Stream.of(
                            new FactKey("title", "its name for people", ANY),
                            new FactKey(
                                    "kind",
                                    "connector: a dock that keeps failing stops; account: it is tried again",
                                    "account|connector"),
                            new FactKey("baseUrl", "where it is; {dock.parameter} may stand in it", "https?://.+"),
                            new FactKey(
                                    "recommendedInterval",
                                    "the shortest interval between two syncs, as in 300s",
                                    DURATION),
                            new FactKey("secrets", "pointers to what is never stored, of all types", ANY),
                            new FactKey("headers.*", "a header of every request", ANY),
                            new FactKey("parameters.*", "what a dock's parameter is, used as {dock.name}", ANY)),
                    Stream.of("authentication", "authentication.*").flatMap(FactKeys::authentication),
                    Stream.of(new FactKey(
                            "authentication.choose", "the dock's parameter that names one of those below", ANY)),
                    limits(),
                    errors(),
                    webhook())
            .flatMap(keys -> keys)
            .toList();

    private FactKeys() {}

    /**
     * A key.
     *
     * @param key nested keys are joined by dots; {@code *} stands for a name of one's own
     * @param form a regular expression of its values; empty when any text will do
     */
    public record FactKey(String key, String description, String form) {}

    private static Stream<FactKey> authentication(String at) {
        String kinds = "bearer|none|basic|api-key|client-credentials|refresh-token";
        return Stream.of(
                new FactKey(at, "how requests are authenticated", kinds),
                new FactKey(at + ".kind", "the same, where more is to be said of it", kinds),
                new FactKey(at + ".header", "api-key: the header that holds it", ANY),
                new FactKey(at + ".query", "api-key: the query parameter that holds it", ANY),
                new FactKey(at + ".cookie", "api-key: the cookie that holds it", ANY),
                new FactKey(at + ".body", "api-key: the pointer in the body where it stands", ANY),
                new FactKey(at + ".prefix", "api-key: what stands before it, as in Token", ANY),
                new FactKey(
                        at + ".tokenUrl", "OAuth2: where tokens are got; with a slash first it is below baseUrl", ANY),
                new FactKey(at + ".clientAuthentication", "OAuth2: where client id and secret stand", "body|basic"),
                new FactKey(at + ".scope", "OAuth2: the scopes to ask for", ANY),
                new FactKey(at + ".audience", "OAuth2: the audience to ask for", ANY),
                new FactKey(at + ".parameters.*", "OAuth2: another field of the request for tokens", ANY),
                new FactKey(
                        at + ".singleUse",
                        "OAuth2: a refresh token is good once, and its answer brings the next",
                        FLAG),
                new FactKey(at + ".accessToken", "OAuth2: pointer to the access token in the answer", POINTER),
                new FactKey(at + ".refreshToken", "OAuth2: pointer to the next refresh token", POINTER),
                new FactKey(at + ".expiresIn", "OAuth2: pointer to the lifetime in seconds", POINTER));
    }

    private static Stream<FactKey> limits() {
        return Stream.of(
                new FactKey("rateLimit.scope", "what shares one limit", "token|user|project|ip"),
                new FactKey(
                        "rateLimit.reset",
                        "what the reset header's number means",
                        "epoch-seconds|epoch-milliseconds|delta-seconds|inferred"),
                new FactKey("rateLimit.headers", "the bucket that headers speak of; endpoint: one for each list", ANY),
                new FactKey(
                        "rateLimit.buckets.*",
                        "a quota, as in 5000/1h, then the requests it is of: full, partial, POST, /v1/keys*",
                        "[1-9]\\d{0,8}/" + DURATION + "(\\s.*)?"),
                new FactKey(
                        "rateLimit.names.limit",
                        "the header that says the limit, and a regular expression of what counts in it",
                        ANY),
                new FactKey("rateLimit.names.remaining", "the header that says what remains", ANY),
                new FactKey("rateLimit.names.reset", "the header that says when it begins anew", ANY),
                new FactKey("rateLimit.names.retryAfter", "the header that says how long to wait", ANY),
                new FactKey("rateLimit.unsaid", "how long to wait when a refusal does not say", DURATION),
                new FactKey("rateLimit.account.path", "what to ask for to learn whose credentials they are", POINTER),
                new FactKey("rateLimit.account.parameter", "the dock's parameter that says so", ANY),
                new FactKey("rateLimit.account.id", "where the answer names the account", ANY));
    }

    private static Stream<FactKey> errors() {
        return Stream.of(
                new FactKey("errors.message", "pointer to the provider's own words in an error's body", ANY),
                new FactKey(
                        "errors.limited", "answers that mean a limit: 429, 403:retry-after, 403:/code=limit", RULES),
                new FactKey("errors.refreshed", "answers that mean another access token is needed", RULES),
                new FactKey("errors.unauthorized", "answers that mean the credentials are refused", RULES),
                new FactKey("errors.restarted", "answers that mean the cursor or token is no longer good", RULES),
                new FactKey("errors.skipped", "answers by which a list is passed over", RULES),
                new FactKey("errors.empty", "answers that mean an empty list", RULES),
                new FactKey(
                        "errors.failed", "answers that asking again would not help; also 200:/success=false", RULES),
                new FactKey("errors.retried", "answers that may be better soon", RULES),
                new FactKey("errors.retryAfter", "pointer to the seconds to wait in the body of a refusal", ANY),
                new FactKey("errors.resetAt", "pointer to the time to wait for", ANY),
                new FactKey("errors.retries", "how often what failed is sent again", "\\d{1,3}"),
                new FactKey(
                        "errors.backoff",
                        "exponential 1s 16s, or constant 5s",
                        "constant\\s+" + DURATION + "|exponential\\s+" + DURATION + "\\s+" + DURATION),
                new FactKey("errors.retryTime", "no retry begins later than this after the first attempt", DURATION),
                new FactKey("errors.leastWait", "no wait for a limit is shorter", DURATION),
                new FactKey("errors.longestWait", "what would wait for longer fails", DURATION));
    }

    private static Stream<FactKey> webhook() {
        return Stream.of(
                new FactKey(
                        "webhook.signature",
                        "hmac-sha256 hex Header [prefix]; secret Header [prefix]",
                        "(hmac-sha(1|256|512)\\s+(hex|base64)|secret)\\s+\\S+(\\s+\\S+)?"),
                new FactKey("webhook.signed", "what is signed: {body}, {timestamp}.{body}", ANY),
                new FactKey("webhook.timestamp", "the header with the signed time, as in header:X-Timestamp", ANY),
                new FactKey("webhook.window", "how far the signed time may be from ours", DURATION),
                new FactKey("webhook.secret", "the name of the dock's secret that signs", ANY),
                new FactKey("webhook.delivery", "the delivery's id: header:Name, or a pointer", ANY),
                new FactKey("webhook.event", "the event's name, of one or several parts", ANY),
                new FactKey("webhook.time", "when it happened: header:Name, or a pointer", ANY));
    }
}
