package io.tidegate.client.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads Server-Sent Events, one after the other. */
final class EventStream {
    private final BufferedReader lines;
    private String lastId = "";
    private boolean first = true;

    EventStream(BufferedReader lines) {
        this.lines = lines;
    }

    /**
     * Waits for the next event.
     *
     * @return null at the end; an event that was cut off is none
     */
    @Nullable Event next() throws IOException {
        String name = "";
        StringBuilder data = new StringBuilder();
        boolean any = false;
        String line;
        while ((line = line()) != null) {
            if (line.isEmpty()) {
                if (any) {
                    return new Event(name, lastId, data.toString());
                }
                name = "";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            if (value.startsWith(" ")) {
                value = value.substring(1);
            }
            switch (field) {
                case "event" -> name = value;
                case "id" -> {
                    lastId = value;
                    any = true;
                }
                case "data" -> {
                    data.append(data.isEmpty() ? "" : "\n").append(value);
                    any = true;
                }
                default -> {
                    // a comment, or a field of a later day
                }
            }
        }
        return null;
    }

    private @Nullable String line() throws IOException {
        String line = lines.readLine();
        if (first && line != null && line.startsWith("\ufeff")) {
            line = line.substring(1);
        }
        first = false;
        return line;
    }

    /**
     * An event.
     *
     * @param name what it is; empty where it does not say
     * @param id the last that was said, by this one or one before
     */
    record Event(String name, String id, String data) {}
}
