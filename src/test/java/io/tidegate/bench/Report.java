package io.tidegate.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table, and the same figures as JSON. */
final class Report {
    private final ObjectNode figures = new ObjectMapper().createObjectNode();
    private final List<String> passes = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    /** One pass over all records, beside the plain loop's. */
    void pass(String name, long records, Duration ours, Duration plain) {
        double rate = records / seconds(ours);
        double ceiling = records / seconds(plain);
        figures.putObject(key(name))
                .put("records_per_second", Math.round(rate))
                .put("seconds", seconds(ours))
                .put("plain_records_per_second", Math.round(ceiling))
                .put("plain_seconds", seconds(plain))
                .put("ratio", rate / ceiling);
        passes.add(text(
                "%-14s %,10.0f /s %6.2f s   %,10.0f /s %6.2f s   %5.2f",
                name, rate, seconds(ours), ceiling, seconds(plain), rate / ceiling));
    }

    /** One whole figure. */
    void figure(String name, long value, String unit) {
        figure(name, (double) value, unit);
    }

    /** One figure. */
    void figure(String name, double value, String unit) {
        figures.put(key(name + " " + unit), value);
        others.add(text("%-46s %,12.1f %s", name, value, unit));
    }

    void print(PrintStream out) {
        out.println();
        out.println(text("%-14s %12s %8s   %12s %8s   %5s", "", "Tidegate", "", "plain loop", "", "ratio"));
        passes.forEach(out::println);
        out.println();
        others.forEach(out::println);
    }

    void write(Path file) throws IOException {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), figures);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
