package io.tidegate.provider.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with places to fill: {@code {parent}}, {@code {parent:/full_name}}, {@code {each}}, {@code {dock.teamId}},
 * {@code {cursor}}, {@code {pageSize}}, {@code {since}}, {@code {until}}. What ends in {@code ?} may be absent; the
 * whole text is then left out. {@code {dock.region|eu}} has a value where none is given.
 */
public final class Template {
    public static final String DOCK = "dock.";
    public static final String PARENT = "parent";
    public static final String OF_PARENT = "parent:";
    public static final String EACH = "each";
    public static final String CURSOR = "cursor";
    public static final String PAGE_SIZE = "pageSize";
    public static final String SINCE = "since";
    public static final String UNTIL = "until";

    /** Of the one record that an event names; in no list. */
    public static final String ID = "id";

    private static final List<String> FIXED = List.of(PARENT, EACH, CURSOR, PAGE_SIZE, SINCE, UNTIL, ID);
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    /** What a place may hold: the value by the place's name, null when there is none. */
    @FunctionalInterface
    public interface Values {
        @Nullable String get(String name);
    }

    /** A place, or the text before it. */
    private record Part(
            String text,
            boolean place,
            boolean optional,
            @Nullable String usual) {}

    private final String text;
    private final List<Part> parts = new ArrayList<>();

    private Template(String text) {
        this.text = text;
        Matcher place = PLACE.matcher(text);
        int at = 0;
        while (place.find()) {
            literal(text.substring(at, place.start()));
            String said = place.group(1);
            int bar = said.indexOf('|');
            String name = bar < 0 ? said : said.substring(0, bar);
            boolean optional = name.endsWith("?");
            String plain = optional ? name.substring(0, name.length() - 1) : name;
            check(plain);
            parts.add(new Part(plain, true, optional, bar < 0 ? null : said.substring(bar + 1)));
            at = place.end();
        }
        literal(text.substring(at));
    }

    private void literal(String between) {
        parts.add(new Part(between, false, false, null));
    }

    /** @throws IllegalArgumentException when it names a place that there is not */
    public static Template of(String text) {
        return new Template(text);
    }

    private static void check(String name) {
        boolean known = FIXED.contains(name)
                || name.matches("dock\\.[A-Za-z][A-Za-z0-9_-]*")
                || name.startsWith(OF_PARENT + "/");
        if (!known) {
            throw new IllegalArgumentException("{" + name + "} is not known; known are {" + String.join("}, {", FIXED)
                    + "}, {parent:/pointer}, {dock.parameter} and {dock.parameter?}");
        }
    }

    /**
     * The text with its places filled.
     *
     * @param encode each value, for where the text stands
     * @return null when an optional value is absent
     * @throws IllegalArgumentException when another one is
     */
    public @Nullable String fill(Values values, UnaryOperator<String> encode) {
        StringBuilder filled = new StringBuilder(text.length() + 16);
        for (Part part : parts) {
            if (!part.place) {
                filled.append(part.text);
                continue;
            }
            String given = values.get(part.text);
            String value = given == null ? part.usual : given;
            if (value == null && part.optional) {
                return null;
            } else if (value == null) {
                throw new IllegalArgumentException(missing(part.text));
            }
            filled.append(encode.apply(value));
        }
        return filled.toString();
    }

    private static String missing(String name) {
        if (name.startsWith(DOCK)) {
            String parameter = name.substring(DOCK.length());
            return "the dock has no parameter " + parameter + "; give it one with `tidegate dock set <id> --param "
                    + parameter + "=…`";
        }
        return "there is no value for {" + name + "} here";
    }

    /** The names of its places. */
    public List<String> names() {
        return parts.stream().filter(Part::place).map(Part::text).toList();
    }

    /** The names of the places that must be filled. */
    public List<String> required() {
        return parts.stream()
                .filter(part -> part.place && !part.optional && part.usual == null)
                .map(Part::text)
                .toList();
    }

    /** Whether it is that one place and nothing else. */
    boolean isOnly(String name) {
        return text.equals("{" + name + "}") || text.equals("{" + name + "?}");
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }
}
