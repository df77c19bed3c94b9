package io.tidegate.provider;

import io.tidegate.json.Pointer;
import io.tidegate.provider.declared.Declaration;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of its rate limit.
 *
 * @param scope what shares one limit
 * @param reset what the reset header means
 * @param headerBucket the bucket that the answers' headers speak of; empty when they speak of the only one, {@link
 *     #ENDPOINT} when each endpoint has its own
 * @param buckets declared limits by bucket; that of {@link #ENDPOINT} is of each endpoint by itself
 * @param matchers which requests stand under a bucket, by bucket; one that is not named holds for all
 * @param names headers of unusual names
 * @param unsaid how long to wait after a refusal that does not say
 * @param account how to learn whose credentials they are, where users or projects are limited; null when it cannot be
 *     learned, so that each token counts by itself
 */
public record RateLimit(
        Scope scope,
        Reset reset,
        String headerBucket,
        Map<String, Quota> buckets,
        Map<String, Matcher> matchers,
        HeaderNames names,
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
     * Which requests stand under a bucket: {@code full} or {@code partial} ones (partial asks for changes alone), those of
     * a method, or those to a path ({@code /v2/account/keys*}). What is not said is not asked.
     */
    public record Matcher(
            @Nullable Boolean partial,
            @Nullable String method,
            @Nullable Pattern path) {
        static @Nullable Matcher of(List<String> words) {
            Matcher read = new Matcher(null, null, null);
            for (String word : words) {
                if (word.equals("full") || word.equals("partial")) {
                    read = new Matcher(word.equals("partial"), read.method, read.path);
                } else if (word.startsWith("/")) {
                    read = new Matcher(
                            read.partial,
                            read.method,
                            Pattern.compile(Pattern.quote(word).replace("*", "\\E.*\\Q")));
                } else if (word.matches("[A-Z]{3,10}")) {
                    read = new Matcher(read.partial, word, read.path);
                } else {
                    throw new IllegalArgumentException("after a limit stand the requests it is of: full, partial, a"
                            + " method like POST, a path like /v1/keys*; not " + word);
                }
            }
            return words.isEmpty() ? null : read;
        }

        /** Whether the request is one of them. */
        public boolean matches(boolean asksForChanges, String asMethod, String toPath) {
            return (partial == null || partial == asksForChanges)
                    && (method == null || method.equals(asMethod))
                    && (path == null || path.matcher(toPath).matches());
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
        Map<String, Matcher> matchers = new LinkedHashMap<>();
        for (String bucket : declared.below("rateLimit.buckets").keySet()) {
            String key = "rateLimit.buckets." + bucket;
            List<String> words = declared.words(key);
            buckets.put(bucket, declared.read(key, "", text -> Quota.of(words.isEmpty() ? "" : words.get(0))));
            Matcher of = declared.read(key, "", text -> Matcher.of(words.subList(1, words.size())));
            if (of != null) {
                matchers.put(bucket, of);
            }
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
                Map.copyOf(matchers),
                HeaderNames.of(declared),
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

    /** Whether a request stands under the bucket. */
    public boolean holds(String bucket, boolean asksForChanges, String method, String path) {
        Matcher matcher = matchers.get(bucket);
        return matcher == null || matcher.matches(asksForChanges, method, path);
    }

    /** Whether endpoints have buckets of their own. */
    public boolean byEndpoint() {
        return headerBucket.equals(ENDPOINT) || buckets.containsKey(ENDPOINT);
    }
}
