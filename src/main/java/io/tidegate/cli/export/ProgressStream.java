package io.tidegate.cli.export;

import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Words;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;

/** Counts what is written, and shows it. */
final class ProgressStream extends FilterOutputStream {
    private static final int KIB = 1_024;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Workspace workspace;
    private final Instant begin;
    private Instant shown;
    private long bytes;

    ProgressStream(OutputStream out, Workspace workspace) {
        super(out);
        this.workspace = workspace;
        this.begin = workspace.now();
        this.shown = begin;
    }

    @Override
    public void write(int each) throws IOException {
        write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        out.write(from, offset, length);
        bytes += length;
        Instant now = workspace.now();
        if (now.isAfter(shown.plus(PAUSE))) {
            shown = now;
            long perSecond = bytes
                    * 1_000
                    / KIB
                    / Math.max(1, Duration.between(begin, now).toMillis());
            workspace.screen().progress(kib() + " KiB written, " + Words.number(perSecond) + " KiB/s");
        }
    }

    /** How much was written, in KiB and words. */
    String kib() {
        return Words.number((bytes + KIB - 1) / KIB);
    }
}
