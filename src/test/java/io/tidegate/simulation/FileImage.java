package io.tidegate.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A database's files as a process that was killed leaves them. */
final class FileImage {
    private final Path file;
    private final byte[] database;
    private final byte @Nullable [] wal;

    private FileImage(Path file, byte[] database, byte @Nullable [] wal) {
        this.file = file;
        this.database = database;
        this.wal = wal;
    }

    static FileImage of(Path file) {
        try {
            Path wal = wal(file);
            return new FileImage(file, Files.readAllBytes(file), Files.exists(wal) ? Files.readAllBytes(wal) : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path wal(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    void restore() {
        try {
            Files.write(file, database);
            if (wal != null) {
                Files.write(wal(file), wal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
