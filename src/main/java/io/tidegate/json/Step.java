package io.tidegate.json;

import com.fasterxml.jackson.databind.JsonNode;

/** One step of a {@link Pointer}, taken apart once: a page asks for each place of each of its records. */
final class Step {
    private enum Kind {
        MEMBER,
        EVERY,
        SELECTED,
        ANY_DEPTH
    }

    private static final Step EVERY = new Step("*", Kind.EVERY);

    private final String name;
    private final Kind kind;
    private final int index;
    private final String key;
    private final String value;

    private Step(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
        this.index = name.matches("0|[1-9]\\d{0,8}") ? Integer.parseInt(name) : -1;
        int at = kind == Kind.SELECTED ? name.indexOf('=') : -1;
        this.key = at < 0 ? "" : name.substring(1, at);
        this.value = at < 0 ? "" : name.substring(at + 1, name.length() - 1);
    }

    /** @throws IllegalArgumentException when the text looks like a selection and is none */
    static Step of(String text) {
        if (text.startsWith("[") && !text.matches("\\[[^=]+=[^]]*]")) {
            throw new IllegalArgumentException("a selection looks like [key=value], not " + text);
        }
        String name = text.replace("~1", "/").replace("~0", "~");
        return switch (name) {
            case "*" -> EVERY;
            case "**" -> new Step(name, Kind.ANY_DEPTH);
            default -> new Step(name, name.startsWith("[") ? Kind.SELECTED : Kind.MEMBER);
        };
    }

    /** The same whatever a selection selects. */
    Step loosely() {
        return kind == Kind.SELECTED ? EVERY : this;
    }

    boolean isAnyDepth() {
        return kind == Kind.ANY_DEPTH;
    }

    /** Whether it means one member or element. */
    boolean isOne() {
        return kind == Kind.MEMBER;
    }

    /** The name of the member that it means. */
    String name() {
        return name;
    }

    /** The index of the element that it means; -1 where it means none. */
    int index() {
        return index;
    }

    /** Whether it means this child, of all there are. */
    boolean means(JsonNode child) {
        return kind == Kind.EVERY
                || (kind == Kind.SELECTED && child.path(key).asText("").equals(value));
    }
}
