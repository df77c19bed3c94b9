package io.tidegate.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Only one process at a time runs the server of a data folder; the system lets go when that process ends. */
public final class DirectoryLock implements AutoCloseable {

    /** Its file in the data folder, which stays. */
    public static final String NAME = "tidegate.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, or answers null when another process has it. */
    public static @Nullable DirectoryLock tryTake(Path data) {
        FileChannel channel = null;
        boolean taken = false;
        try {
            Files.createDirectories(data);
            channel = FileChannel.open(data.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            taken = locked(channel);
            if (taken) {
                channel.truncate(0);
                channel.write(
                        StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
                return new DirectoryLock(channel);
            }
            return null;
        } catch (IOException e) {
            throw new DatabaseException(
                    "Cannot write in the data folder " + data + ": make it writable or set tidegate.data.dir.", e);
        } finally {
            if (!taken && channel != null) {
                close(channel);
            }
        }
    }

    /** Who has the lock, for messages: "process 4711" as far as the file tells. */
    public static String holder(Path data) {
        try {
            String pid = Files.readString(data.resolve(NAME)).strip();
            return pid.matches("\\d+") ? "process " + pid : "another process";
        } catch (IOException e) {
            return "another process";
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            // The number in it is only for a message.
        }
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new DatabaseException("The lock of the data folder cannot be released.", e);
        }
    }
}
