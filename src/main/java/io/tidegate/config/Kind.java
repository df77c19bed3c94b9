package io.tidegate.config;

import io.tidegate.config.address.AllowedHost;
import io.tidegate.config.address.Network;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the text of a setting is read.
 *
 * @param allowed what is allowed, as an error prints it
 * @param reader throws IllegalArgumentException with what is wrong ("is not a whole number"), never with the text
 */
record Kind<T>(String allowed, Function<String, T> reader) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    static Kind<Integer> integer(int least, int most) {
        return new Kind<>("a whole number from " + least + " to " + most, text -> {
            int number = wholeNumber(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException("is out of range");
            }
            return number;
        });
    }

    static Kind<Long> seed() {
        return new Kind<>("a whole number", text -> {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("is not a whole number", e);
            }
        });
    }

    static Kind<Boolean> flag() {
        return new Kind<>("true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        });
    }

    static Kind<Duration> duration(Duration least, Duration most) {
        String allowed = "a duration from %s to %s, such as 500ms, 1s, 2m or 1h".formatted(text(least), text(most));
        return new Kind<>(allowed, text -> {
            Duration duration = parseDuration(text);
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                throw new IllegalArgumentException("is out of range");
            }
            return duration;
        });
    }

    static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        String allowed = "one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        return new Kind<>(
                allowed,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("is unknown")));
    }

    static Kind<String> matching(String pattern, String allowed) {
        Pattern compiled = Pattern.compile(pattern);
        return new Kind<>(allowed, text -> {
            if (!compiled.matcher(text).matches()) {
                throw new IllegalArgumentException("does not have that form");
            }
            return text;
        });
    }

    static Kind<Secret> secret(String allowed) {
        return new Kind<>(allowed, Secret::new);
    }

    /** One or several with commas between; the first seals, all open. */
    static Kind<Secret> masterKey() {
        return new Kind<>("base64 of exactly 32 bytes, as `openssl rand -base64 32` prints, or NEW,OLD", text -> {
            String[] keys = text.split(",", -1);
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < keys.length; i++) {
                checkMasterKey(keys[i].strip(), keys.length == 1 ? "" : " in its key " + (i + 1));
                if (!seen.add(keys[i].strip())) {
                    throw new IllegalArgumentException("names key " + (i + 1) + " twice");
                }
            }
            return new Secret(text);
        });
    }

    private static void checkMasterKey(String text, String where) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // The decoder's own message quotes a character of the key.
            throw new IllegalArgumentException("is not base64" + where);
        }
        if (key.length != 32) {
            throw new IllegalArgumentException("has " + key.length + " bytes" + where);
        }
    }

    static Kind<DatabaseUrl> databaseUrl() {
        return new Kind<>(
                "jdbc:postgresql://host:port/database or postgresql://user:password@host:port/database",
                DatabaseUrl::parse);
    }

    static Kind<URI> baseUrl() {
        return new Kind<>("an http or https URL without user, query and fragment", text -> {
            URI uri;
            try {
                uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("is not a URL", e);
            }
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!web || uri.getHost() == null) {
                throw new IllegalArgumentException("is not an http or https URL with a host");
            }
            if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw new IllegalArgumentException("has a user, query or fragment");
            }
            return uri;
        });
    }

    static Kind<List<AllowedHost>> allowedHosts() {
        return new Kind<>(
                "names, *.names, addresses and networks with commas between, such as db.internal,10.0.0.0/8",
                text -> text.isEmpty()
                        ? List.of()
                        : Arrays.stream(text.split(",", -1))
                                .map(AllowedHost::of)
                                .toList());
    }

    static Kind<URI> origin() {
        return new Kind<>("http or https, a host and perhaps a port, such as https://tidegate.example.org", text -> {
            URI uri = baseUrl().reader.apply(text);
            if (!uri.getRawPath().isEmpty()) {
                throw new IllegalArgumentException("has a path");
            }
            return URI.create(uri.toString().toLowerCase(Locale.ROOT));
        });
    }

    static Kind<List<URI>> origins() {
        return new Kind<>(
                "http or https, a host and perhaps a port, with commas in between, such as https://app.example.org",
                text -> text.isBlank()
                        ? List.of()
                        : Arrays.stream(text.split(",", -1))
                                .map(String::strip)
                                .map(origin().reader)
                                .toList());
    }

    static Kind<List<Network>> networks() {
        return new Kind<>(
                "addresses or networks with commas in between, such as 10.0.0.7, 192.168.0.0/16",
                text -> text.isBlank()
                        ? List.of()
                        : Arrays.stream(text.split(",", -1))
                                .map(String::strip)
                                .map(Network::parse)
                                .toList());
    }

    /** The same, where an absent value (empty text) is allowed. */
    static <T> Kind<Optional<T>> optional(Kind<T> kind) {
        return new Kind<>(
                kind.allowed, text -> text.isEmpty() ? Optional.empty() : Optional.of(kind.reader.apply(text)));
    }

    private static int wholeNumber(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a whole number", e);
        }
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a duration");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static String text(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        return seconds >= 3600 && seconds % 3600 == 0
                ? seconds / 3600 + "h"
                : seconds >= 60 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
