package io.tidegate.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request as it arrived. Header names are in lower case.
 *
 * @param method HTTP method
 * @param uri path and query, as sent
 * @param headers all values by name
 * @param body the body as UTF-8, empty when there is none
 * @param at when it arrived, by the server's clock
 */
public record Asked(String method, URI uri, Map<String, List<String>> headers, String body, Instant at) {

    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "x-auth-key");

    public Asked {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = Map.copyOf(lower);
    }

    /** The decoded path, without the query. */
    public String path() {
        return uri.getPath();
    }

    /** The decoded query parameters; of several with one name the last. */
    public Map<String, String> query() {
        String raw = uri.getRawQuery();
        Map<String, String> query = new HashMap<>();
        if (raw == null) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.put(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8));
        }
        return query;
    }

    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.get(0);
    }

    /** Whether an Authorization header came along. */
    public boolean authorized() {
        return headers.containsKey("authorization");
    }

    /** Scheme, host and port the caller used, so that links in an answer lead back to where it came from. */
    public String origin() {
        String host = header("host");
        return "http://" + (host == null ? "127.0.0.1" : host);
    }

    /** The same request with credentials blanked, fit to be kept. */
    Asked withoutCredentials() {
        Map<String, List<String>> kept = headers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, e -> CREDENTIALS.contains(e.getKey()) ? List.of("(hidden)") : e.getValue()));
        return new Asked(method, uri, kept, body, at);
    }

    /** Names what was asked, and headers by name only. */
    @Override
    public String toString() {
        return method + " " + uri + " " + headers.keySet().stream().sorted().toList() + " at " + at;
    }
}
