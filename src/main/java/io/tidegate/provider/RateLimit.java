package io.tidegate.provider;

import io.tidegate.provider.declared.Declaration;
import io.tidegate.record.Pointer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of its rate limit.
 *
 * @param scope what shares one limit
 * @param reset what the reset header means
 * @param headerBucket the bucket that the answers' headers speak of; empty when they speak of the only one, {@link
 *     #ENDPOINT} when each endpoint has its own
 * @param buckets declared limits by bucket; that of {@link #ENDPOINT} is of each endpoint by itself
 * @param unsaid how long to wait after a refusal that does not say
 * @param account how to learn whose credentials they are, where users or projects are limited; null when it cannot be
 *     learned, so that each token counts by itself
 */
public record RateLimit(
        Scope scope,
        Reset reset,
        String headerBucket,
        Map<String, Quota> buckets,
        Duration unsaid,
        @Nullable Account account) {
    /** The bucket that stands for one bucket an endpoint. */
    public static final String ENDPOINT = "endpoint";

    /** What shares one limit. */
    public enum Scope {
        TOKEN,
        USER,
        PROJECT,
        IP
    }

    /** What a reset header's number means; inferred by its magnitude where nothing is declared. */
    public enum Reset {
        EPOCH_SECONDS,
        EPOCH_MILLISECONDS,
        DELTA_SECONDS,
        INFERRED
    }

    /** So many requests in so long a window. */
    public record Quota(long requests, Duration window) {
        static Quota of(String text) {
            int slash = text.indexOf('/');
            if (slash < 1 || !text.substring(0, slash).matches("[1-9]\\d{0,8}")) {
                throw new IllegalArgumentException("a limit looks like 5000/1h");
            }
            Duration window = Declaration.duration(text.substring(slash + 1));
            if (window.toMillis() < 100) {
                throw new IllegalArgumentException("a limit's window is 100ms or longer");
            }
            return new Quota(Long.parseLong(text.substring(0, slash)), window);
        }
    }

    /**
     * How to learn whose credentials they are.
     *
     * @param path what to ask; null when a parameter says it
     * @param id where the answer names the account
     * @param parameter the dock's parameter that names it; null when the provider is asked
     */
    public record Account(
            @Nullable String path, Pointer id, @Nullable String parameter) {
        static @Nullable Account of(Declaration declared, Scope scope) {
            String path = declared.find("rateLimit.account.path");
            String parameter = declared.find("rateLimit.account.parameter");
            Pointer id = declared.read("rateLimit.account.id", "/id", Pointer::of);
            if (path == null && parameter == null) {
                return null;
            } else if (scope != Scope.USER && scope != Scope.PROJECT) {
                throw declared.wrong("rateLimit.account", "is for the scopes user and project");
            } else if (path != null && (parameter != null || !path.startsWith("/"))) {
                throw declared.wrong(
                        "rateLimit.account.path",
                        "starts with '/', and stands alone: without rateLimit.account.parameter");
            }
            return new Account(path, id, parameter);
        }
    }

    static RateLimit of(Declaration declared) {
        String scope = declared.choice("rateLimit.scope", "token", "token", "user", "project", "ip");
        String reset = declared.choice(
                "rateLimit.reset", "inferred", "epoch-seconds", "epoch-milliseconds", "delta-seconds", "inferred");
        Map<String, Quota> buckets = new LinkedHashMap<>();
        for (String bucket : declared.below("rateLimit.buckets").keySet()) {
            buckets.put(bucket, declared.read("rateLimit.buckets." + bucket, "", Quota::of));
        }
        String spoken = declared.get(
                "rateLimit.headers",
                buckets.size() == 1 ? List.copyOf(buckets.keySet()).get(0) : "");
        if (!buckets.isEmpty() && !buckets.containsKey(spoken) && !spoken.equals(ENDPOINT)) {
            throw declared.wrong(
                    "rateLimit.headers",
                    "names the bucket that headers speak of, one of " + buckets.keySet() + " or " + ENDPOINT);
        }
        return new RateLimit(
                enumValue(Scope.class, scope),
                enumValue(Reset.class, reset),
                spoken,
                Map.copyOf(buckets),
                declared.read("rateLimit.unsaid", "60s", Declaration::duration),
                Account.of(declared, enumValue(Scope.class, scope)));
    }

    private static <E extends Enum<E>> E enumValue(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }

    /** The declared quota of the bucket, or null. */
    public @Nullable Quota quota(String bucket) {
        return buckets.get(bucket);
    }

    /** Whether endpoints have buckets of their own. */
    public boolean byEndpoint() {
        return headerBucket.equals(ENDPOINT) || buckets.containsKey(ENDPOINT);
    }
}
