package io.tidegate.provider.declared;

import io.tidegate.config.Nearest;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One block of a declaration: reads its values by key, and finds the keys nobody asked for. */
public final class Declaration {
    /** A pair whose value stands in quotes, or a word. */
    private static final Pattern PAIR = Pattern.compile("([^\\s=\"]+=)\"([^\"]*)\"(?!\\S)|\\S+");

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\\S)+");

    private final String provider;
    private final @Nullable String type;
    private final Map<String, String> values = new TreeMap<>();
    private final List<String> order = new ArrayList<>();
    private final TreeSet<String> asked = new TreeSet<>();

    /** Below these any key may stand. */
    private final TreeSet<String> free = new TreeSet<>();

    public Declaration(String provider, @Nullable String type, Map<String, ?> raw) {
        this.provider = provider;
        this.type = type;
        flatten("", raw);
    }

    private void flatten(String prefix, Map<?, ?> raw) {
        raw.forEach((key, value) -> {
            order.add(prefix + key);
            if (value instanceof Map<?, ?> nested) {
                flatten(prefix + key + ".", nested);
            } else if (value instanceof List<?> list) {
                values.put(prefix + key, list.stream().map(String::valueOf).collect(Collectors.joining(" ")));
            } else if (value != null) {
                values.put(prefix + key, String.valueOf(value).strip());
            }
        });
    }

    /** The value, or null when it is absent or empty. */
    public @Nullable String find(String key) {
        asked.add(key);
        String value = values.get(key);
        return value == null || value.isEmpty() ? null : value;
    }

    public String require(String key) {
        String value = find(key);
        if (value == null) {
            throw wrong(key, "is missing");
        }
        return value;
    }

    public String get(String key, String fallback) {
        String value = find(key);
        return value == null ? fallback : value;
    }

    /** The value as {@code reader} reads it; what it throws becomes an error that names the key. */
    public <T> T read(String key, String fallback, Function<String, T> reader) {
        String value = get(key, fallback);
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw wrong(key, "'" + value + "': " + e.getMessage());
        }
    }

    public int integer(String key, int fallback, int least, int most) {
        return read(key, Integer.toString(fallback), value -> {
            if (!value.matches("-?\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
                throw new IllegalArgumentException("a whole number from " + least + " to " + most + " is needed");
            }
            return Integer.parseInt(value);
        });
    }

    public boolean flag(String key, boolean fallback) {
        return choice(key, Boolean.toString(fallback), "true", "false").equals("true");
    }

    public String choice(String key, String fallback, String... allowed) {
        return read(key, fallback, value -> {
            if (!List.of(allowed).contains(value)) {
                throw new IllegalArgumentException("allowed are " + String.join(", ", allowed));
            }
            return value;
        });
    }

    /** Words separated by blanks. */
    public List<String> words(String key) {
        return split(get(key, ""));
    }

    /** Words separated by blanks; what stands in single quotes is one, blanks and all: {@code '/Irish Forename'}. */
    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group().replaceAll("'([^']*)'", "$1"));
        }
        return words;
    }

    /** Pairs {@code a=b c="d e"}, in their order. */
    public Map<String, String> pairs(String key) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Matcher pair = PAIR.matcher(get(key, "")); pair.find(); ) {
            String word = pair.group(1) == null ? pair.group() : pair.group(1) + pair.group(2);
            int at = word.indexOf('=');
            if (at < 1) {
                throw wrong(key, "'" + word + "' is no pair name=value");
            }
            if (pairs.put(word.substring(0, at), word.substring(at + 1)) != null) {
                throw wrong(key, "names " + word.substring(0, at) + " twice");
            }
        }
        return pairs;
    }

    /** All values below {@code prefix.}, by the rest of their keys. */
    public Map<String, String> below(String prefix) {
        free.add(prefix + ".");
        Map<String, String> found = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix + ".")) {
                asked.add(key);
                found.put(key.substring(prefix.length() + 1), value);
            }
        });
        return found;
    }

    /** The names that stand directly below {@code prefix.}, in the order of the file. */
    public List<String> names(String prefix) {
        int from = prefix.length() + 1;
        return order.stream()
                .filter(key -> key.startsWith(prefix + "."))
                .map(key -> key.substring(from).split("\\.", 2)[0])
                .distinct()
                .toList();
    }

    /** {@code 500ms}, {@code 60s}, {@code 15m}, {@code 1h}, {@code 1d}. */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a duration like 60s, 15m or 1h is needed");
        }
        String unit = matcher.group(2).toUpperCase(Locale.ROOT);
        String amount = matcher.group(1);
        try {
            return switch (unit) {
                case "MS" -> Duration.ofMillis(Long.parseLong(amount));
                case "D" -> Duration.ofDays(Long.parseLong(amount));
                default -> Duration.parse("PT" + amount + unit);
            };
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a duration like 60s, 15m or 1h is needed", e);
        }
    }

    public DeclarationException wrong(String key, String problem) {
        return new DeclarationException(provider, type, key, problem);
    }

    /** @throws DeclarationException for the first key that nothing has read */
    public void rejectUnknown() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                String nearest = nearest(key);
                String hint =
                        nearest == null ? "known are " + String.join(", ", asked) : "did you mean " + nearest + "?";
                throw wrong(key, "is not known here; " + hint);
            }
        }
    }

    /** The key that was meant; of one below a misspelt one, that with the other spelling. */
    private @Nullable String nearest(String key) {
        String whole = Nearest.to(key, asked.stream());
        int dot = key.lastIndexOf('.');
        if (whole != null || dot < 0) {
            return whole;
        }
        String above = Nearest.to(key.substring(0, dot + 1), free.stream());
        return above == null ? null : above + key.substring(dot + 1);
    }

    /** Stable text of all values: what two equal declarations share. */
    public String text() {
        return values.toString();
    }
}
