package io.tidegate.api.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.api.ApiJson;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Param;
import io.tidegate.page.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A list as a file, from its first page to its last. It is read as far as it was sent: whoever reads slowly holds no
 * transaction open, and rows that change meanwhile may be in it as they were or as they are, but never twice.
 */
public final class Export {
    /** What an export can be sent as. */
    public static final String TYPES = "application/x-ndjson, text/csv, application/json";

    private static final Map<String, String> FORMATS = formats();

    /** What it is to be sent as. */
    public static final Param FORMAT = Param.choice(
            "format",
            "ndjson: an object on each line, which is also what comes when nothing is said; csv: with a line of names; json: one document.",
            List.copyOf(FORMATS.keySet()));

    private static final int PORTION = 1_000;

    private Export() {}

    /** Sends a list; who asked for it stands in the log. */
    public static <T> ApiResponse of(Call call, Class<T> row, Call.Pages<T> list) {
        String format = Objects.requireNonNullElse(call.text("format"), "ndjson");
        return call.act(null, stores -> {
            // what cannot be read at all is told before anything is sent
            Page<T> first = list.read(stores, null, PORTION);
            stores.deed().detail("format", format);
            return ApiResponse.stream(
                            Objects.requireNonNull(FORMATS.get(format)),
                            out -> write(call, lines(format, out, row), first, list))
                    .with("Content-Disposition", "attachment; filename=\"export." + format + "\"");
        });
    }

    private static Map<String, String> formats() {
        Map<String, String> formats = new LinkedHashMap<>();
        formats.put("ndjson", "application/x-ndjson");
        formats.put("csv", "text/csv; charset=utf-8");
        formats.put("json", "application/json");
        return formats;
    }

    private static Lines lines(String format, OutputStream out, Class<?> row) {
        return switch (format) {
            case "csv" -> new CsvLines(out, row);
            case "json" -> new JsonDocument(out);
            default -> new JsonLines(out);
        };
    }

    private static <T> void write(Call call, Lines lines, Page<T> first, Call.Pages<T> list) throws IOException {
        ObjectMapper json = ApiJson.mapper();
        lines.begin();
        Page<T> page = first;
        while (true) {
            for (T item : page.items()) {
                lines.add(json.valueToTree(item));
            }
            String next = page.next();
            if (next == null) {
                lines.end();
                return;
            }
            page = call.look(stores -> list.read(stores, next, PORTION));
        }
    }

    /** Writes items. */
    interface Lines {
        void begin() throws IOException;

        void add(JsonNode item) throws IOException;

        default void end() throws IOException {}
    }

    private record JsonLines(OutputStream out) implements Lines {
        @Override
        public void begin() {
            // no names: each line has its own
        }

        @Override
        public void add(JsonNode item) throws IOException {
            out.write((item + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** As the list itself would be, on one page. */
    private static final class JsonDocument implements Lines {
        private final OutputStream out;
        private String before = "";

        JsonDocument(OutputStream out) {
            this.out = out;
        }

        @Override
        public void begin() throws IOException {
            write("{\"items\":[");
        }

        @Override
        public void add(JsonNode item) throws IOException {
            write(before + item);
            before = ",\n";
        }

        @Override
        public void end() throws IOException {
            write("],\"next\":null}\n");
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
