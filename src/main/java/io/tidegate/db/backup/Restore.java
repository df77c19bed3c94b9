package io.tidegate.db.backup;

import io.tidegate.config.Settings;
import io.tidegate.db.DatabaseException;
import io.tidegate.db.DatabaseInUseException;
import io.tidegate.db.DirectoryLock;
import io.tidegate.db.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Puts a backup into an empty data folder: all of it, or nothing. */
public final class Restore {
    /** What was unpacked lies here until it is found whole; left by a restore that was killed. */
    private static final String DRAFT = "restore.unfinished";

    /** What a start keeps of the route files, which is nothing of a database. */
    private static final String ROUTES = "routes-tried";

    private final Settings settings;
    private final Progress progress;

    public Restore(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Reads a file that {@link Backup} wrote. The next start makes the database whole, and applies migrations that came
     * since.
     *
     * @throws DatabaseInUseException when a Tidegate runs on the data folder
     * @throws DatabaseException when something lies in the data folder, or the file is damaged or not for this program
     */
    public Manifest read(Path file) {
        if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
            throw new DatabaseException("There is no backup " + file + " that can be read.");
        }
        Path data = settings.directories().data();
        boolean was = Files.exists(data);
        try (DirectoryLock lock = DirectoryLock.tryTake(data)) {
            if (lock == null) {
                throw new DatabaseInUseException("The data folder " + data + " is in use by "
                        + DirectoryLock.holder(data) + ": stop it, or set tidegate.data.dir to another folder.");
            }
            if (!was) {
                PrivateFiles.folder(data);
            }
            checkEmpty(data);
            return unpack(file, data);
        } catch (IOException e) {
            throw new DatabaseException("Nothing can be restored into " + data + ": " + e.getMessage(), e);
        }
    }

    private Manifest unpack(Path file, Path data) throws IOException {
        Path draft = data.resolve(DRAFT);
        PrivateFiles.delete(draft);
        PrivateFiles.folder(draft);
        try {
            Manifest manifest = new BackupReader(file, draft, progress).unpack();
            Path key = data.resolve(Backup.KEY);
            if (manifest.key() && Files.exists(key)) {
                throw new DatabaseException(
                        "The backup holds the master key, and so does " + key + ": move that one away first.");
            }
            if (manifest.key()) {
                Files.move(draft.resolve(Backup.KEY), key, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(draft.resolve(Backup.PASSWORD), data.resolve(Backup.PASSWORD), StandardCopyOption.ATOMIC_MOVE);
            // Last: where it stands, there is a database. The server's first start brings all of it to the disk.
            Files.move(draft.resolve(Backup.SERVER), data.resolve(Backup.SERVER), StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } finally {
            PrivateFiles.delete(draft);
        }
    }

    private static void checkEmpty(Path data) throws IOException {
        List<String> there;
        try (Stream<Path> all = Files.list(data)) {
            there = all.map(each -> String.valueOf(each.getFileName()))
                    .filter(name -> !List.of(DirectoryLock.NAME, Backup.KEY, ROUTES, DRAFT)
                            .contains(name))
                    .sorted()
                    .toList();
        }
        if (!there.isEmpty()) {
            throw new DatabaseException("The data folder " + data + " is not empty (" + there.get(0)
                    + "): move it away, or set tidegate.data.dir to another folder.");
        }
    }
}
