package io.tidegate.api.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * CSV as RFC 4180 has it, a column for each component of a record. Spreadsheets run what looks like a formula, and
 * providers let strangers name things: such texts get an apostrophe before them.
 */
final class CsvLines implements Export.Lines {
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private final OutputStream out;
    private final List<String> columns;

    CsvLines(OutputStream out, Class<?> row) {
        this.out = out;
        this.columns = Arrays.stream(row.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    @Override
    public void begin() throws IOException {
        line(columns);
    }

    @Override
    public void add(JsonNode item) throws IOException {
        line(columns.stream().map(column -> cell(item.path(column))).toList());
    }

    private void line(List<String> cells) throws IOException {
        out.write((cells.stream().collect(Collectors.joining(",")) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Of what is no text and no number, its JSON. */
    static String cell(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        } else if (value.isNumber()) {
            return value.asText();
        }
        String text = value.isTextual() ? value.textValue() : value.toString();
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("[\\p{Alnum} ._:/{}\\[\\]-]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
