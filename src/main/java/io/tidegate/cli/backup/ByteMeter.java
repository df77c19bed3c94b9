package io.tidegate.cli.backup;

import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Words;
import io.tidegate.db.backup.Progress;
import java.time.Duration;
import java.time.Instant;

/** One line on a terminal: how much is done, how fast, and how long the rest takes. */
final class ByteMeter implements Progress {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final double MB = 1_000_000;

    private final Workspace workspace;
    private final Instant begin;
    private Instant shown;

    ByteMeter(Workspace workspace) {
        this.workspace = workspace;
        this.begin = workspace.now();
        this.shown = begin;
    }

    @Override
    public void at(long done, long all) {
        Instant now = workspace.now();
        if (now.isAfter(shown.plus(PAUSE))) {
            shown = now;
            double perSecond =
                    done * 1_000.0 / Math.max(1, Duration.between(begin, now).toMillis());
            Duration left = Duration.ofSeconds(Math.round(Math.max(0, all - done) / Math.max(1, perSecond)));
            workspace
                    .screen()
                    .progress(megabytes(done) + " of about " + megabytes(all) + " MB, "
                            + megabytes(Math.round(perSecond)) + " MB/s, " + Words.duration(left) + " left");
        }
    }

    /** Since it began. */
    Duration elapsed() {
        return Duration.between(begin, workspace.now());
    }

    static String megabytes(long bytes) {
        return Words.number(Math.round(bytes / MB));
    }
}
