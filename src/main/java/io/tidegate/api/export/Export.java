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
import java.util.List;

/**
 * A list as a file, from its first page to its last. It is read as far as it was sent: whoever reads slowly holds no
 * transaction open, and rows that change meanwhile may be in it as they were or as they are, but never twice.
 */
public final class Export {
    /** What an export can be sent as. */
    public static final String TYPES = "application/x-ndjson, text/csv";

    /** What it is to be sent as. */
    public static final Param FORMAT = Param.choice(
            "format", "JSON, an object on each line; or CSV with a line of names.", List.of("ndjson", "csv"));

    private static final int PORTION = 1_000;

    private Export() {}

    /** Sends a list; who asked for it stands in the log. */
    public static <T> ApiResponse of(Call call, Class<T> row, Call.Pages<T> list) {
        boolean csv = "csv".equals(call.text("format"));
        return call.act(null, stores -> {
            // what cannot be read at all is told before anything is sent
            Page<T> first = list.read(stores, null, PORTION);
            stores.deed().detail("format", csv ? "csv" : "ndjson");
            return ApiResponse.stream(
                            csv ? "text/csv; charset=utf-8" : "application/x-ndjson",
                            out -> write(call, csv ? new CsvLines(out, row) : new JsonLines(out), first, list))
                    .with("Content-Disposition", "attachment; filename=\"export." + (csv ? "csv" : "ndjson") + "\"");
        });
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
                return;
            }
            page = call.look(stores -> list.read(stores, next, PORTION));
        }
    }

    /** Writes items. */
    interface Lines {
        void begin() throws IOException;

        void add(JsonNode item) throws IOException;
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
}
