package io.tidegate.protocol;

import java.util.Set;

/**
 * A column that is synced.
 *
 * @param name in snake_case, as the tables have it
 * @param required whether a put must say it
 * @param allowed the only values; empty: any of its type
 */
public record Column(String name, ColumnType type, boolean required, Set<String> allowed) {
    public Column {
        allowed = Set.copyOf(allowed);
    }

    static Column of(String name, ColumnType type) {
        return new Column(name, type, false, Set.of());
    }

    static Column required(String name, ColumnType type) {
        return new Column(name, type, true, Set.of());
    }

    static Column oneOf(String name, String... allowed) {
        return new Column(name, ColumnType.TEXT, false, Set.of(allowed));
    }

    /** As the wire writes it: {@code lastMessageAt} for {@code last_message_at}. */
    public String wire() {
        StringBuilder wire = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                i++;
                wire.append(Character.toUpperCase(name.charAt(i)));
            } else {
                wire.append(c);
            }
        }
        return wire.toString();
    }
}
