package io.tidegate.fleet;

import io.tidegate.protocol.PendingOp;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a device saw, line by line in a file beside its database, on the disk before the device goes on. */
final class Evidence implements AutoCloseable {
    /** No channel: one is closed for good when a thread is interrupted that writes to it. */
    private final FileOutputStream file;

    /** What a line tells. */
    enum Kind {
        /** A write was committed on the device. */
        CAPTURED,
        /** The server said what became of an op. */
        ANSWERED,
        /** A write that had been committed was not read again. */
        UNREAD
    }

    /**
     * A line.
     *
     * @param record table and key, as in {@code posts/p1}
     * @param said {@code put}, {@code delete}, or what the server made of it
     * @param version as the server said; 0 where it gave none
     */
    record Line(Kind kind, String record, String said, Stamp stamp, long version) {
        static Line of(Kind kind, PendingOp op, String said, long version) {
            Stamp stamp = new Stamp(op.stamp().clock(), op.stamp().hlc().toString(), op.opId());
            return new Line(kind, op.table() + "/" + op.pk(), said, stamp, version);
        }

        private String text() {
            return String.join(
                            "\t",
                            kind.name(),
                            record,
                            said,
                            Long.toString(stamp.clock()),
                            stamp.hlc(),
                            stamp.opId(),
                            Long.toString(version))
                    + "\n";
        }

        private static Line read(String text) {
            String[] parts = text.split("\t", -1);
            Stamp stamp = new Stamp(Long.parseLong(parts[3]), parts[4], parts[5]);
            return new Line(Kind.valueOf(parts[0]), parts[1], parts[2], stamp, Long.parseLong(parts[6]));
        }
    }

    private Evidence(FileOutputStream file) {
        this.file = file;
    }

    static Path in(Path folder) {
        return folder.resolve("evidence.tsv");
    }

    /** Goes on where it ended. */
    static Evidence open(Path folder) throws IOException {
        return new Evidence(new FileOutputStream(in(folder).toFile(), true));
    }

    /** Everything that was kept; a last line that was cut off was not. */
    static List<Line> read(Path folder) throws IOException {
        if (!Files.exists(in(folder))) {
            return List.of();
        }
        String text = Files.readString(in(folder));
        try (Stream<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines()) {
            return lines.map(Line::read).toList();
        }
    }

    /** Keeps lines; returns when the disk has them. */
    synchronized void keep(List<Line> lines) {
        String text = lines.stream().map(Line::text).collect(Collectors.joining());
        try {
            file.write(text.getBytes(StandardCharsets.UTF_8));
            file.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
