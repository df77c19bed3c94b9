package io.tidegate.client.file;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row as SQLite gives it: texts, whole numbers and fractions by the names of the columns. */
public record Row(Map<String, @Nullable Object> values) {
    public @Nullable Object value(String column) {
        return values.get(column);
    }

    public @Nullable String textOrNull(String column) {
        Object value = values.get(column);
        return value == null ? null : value.toString();
    }

    /** @throws LocalFileException where there is none */
    public String text(String column) {
        String text = textOrNull(column);
        if (text == null) {
            throw new LocalFileException("the local file has no " + column + " where one belongs");
        }
        return text;
    }

    /** Zero where there is none. */
    public long number(String column) {
        return values.get(column) instanceof Number number ? number.longValue() : 0;
    }

    public boolean flag(String column) {
        return number(column) != 0;
    }
}
