package io.tidegate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What monitoring costs where it costs most: many docks of one page each, all asked for at once. Two nodes, one without
 * the routes that write and watch and without a row for each request, take turns.
 */
final class MonitoringCost {
    private static final int DOCKS = 300;
    private static final int ROUNDS = 7;

    /** Syncs a second. */
    record Measured(double with, double without) {}

    private MonitoringCost() {}

    static Measured run(Path home) throws IOException {
        Path places = Files.createDirectories(home.resolve("monitoring"));
        try (PageServer pages = PageServer.start(PageServer.PAGE);
                BenchNode with = BenchNode.start(places.resolve("with"), pages.baseUrl(), true);
                BenchNode without = BenchNode.start(places.resolve("without"), pages.baseUrl(), false)) {
            List<Long> watched = docks(with);
            List<Long> unwatched = docks(without);
            List<Double> on = new ArrayList<>();
            List<Double> off = new ArrayList<>();
            for (int round = 0; round <= ROUNDS; round++) {
                double withRate = round(with, watched);
                double withoutRate = round(without, unwatched);
                if (round > 0) { // the first warms up
                    on.add(withRate);
                    off.add(withoutRate);
                }
            }
            return new Measured(median(on), median(off));
        }
    }

    private static List<Long> docks(BenchNode node) {
        List<Long> docks = new ArrayList<>();
        for (int i = 0; i < DOCKS; i++) {
            docks.add(node.dock("cost " + i, "projects", false));
        }
        return docks;
    }

    private static double round(BenchNode node, List<Long> docks) {
        return docks.size() / (node.sync(docks).toNanos() / 1e9);
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }
}
