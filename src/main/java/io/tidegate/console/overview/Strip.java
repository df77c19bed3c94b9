package io.tidegate.console.overview;

import io.tidegate.api.run.DockRuns;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import java.time.Instant;
import java.util.List;

/**
 * How the last runs of a dock went, each in a cell.
 *
 * @param cells oldest first
 */
public record Strip(List<Cell> cells) {
    /** How many there are at most. */
    static final int MOST = 48;

    /** A dock that has not run. */
    static final Strip NONE = new Strip(List.of());

    /** A run. */
    public record Cell(DockRuns.Run run) {
        public Tone tone() {
            return Tone.ofRun(run.status());
        }

        /** "Failed 2026-11-21 06:40:13 UTC". */
        public String text() {
            return EventLine.status(run.status()) + " " + Words.exact(run.startedAt());
        }
    }

    public Strip {
        cells = List.copyOf(cells);
    }

    static Strip of(DockRuns runs) {
        return new Strip(runs.runs().stream().map(Cell::new).toList());
    }

    /** "47 of 48 good". */
    public String text() {
        List<Cell> ended =
                cells.stream().filter(cell -> cell.tone() != Tone.BUSY).toList();
        long good = ended.stream().filter(cell -> cell.tone() == Tone.GOOD).count();
        if (ended.isEmpty()) {
            return "the first runs now";
        }
        return good == ended.size()
                ? (good == 1 ? "1 run, good" : "all " + good + " good")
                : Words.number(good) + " of " + Words.number(ended.size()) + " good";
    }

    /** When the first of them began. */
    public Instant since() {
        return cells.get(0).run().startedAt();
    }
}
