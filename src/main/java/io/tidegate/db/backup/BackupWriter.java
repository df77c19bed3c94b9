package io.tidegate.db.backup;

import io.tidegate.db.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A file that only its owner may read and that has its name when all of it is written and on the disk; closed before,
 * nothing of it stays.
 */
final class BackupWriter implements AutoCloseable {
    /** Lines as sha256sum writes and checks them; the last entry, so that a file that was cut off has none. */
    static final String SUMS = "SHA256SUMS";

    private static final int BUFFER = 1 << 16;
    private static final int OWNER_ONLY = 0100600;

    private final Path target;
    private final Path draft;
    private final TarArchiveOutputStream tar;
    private final StringBuilder sums = new StringBuilder();
    private final byte[] buffer = new byte[BUFFER];
    private long written;

    BackupWriter(Path target) throws IOException {
        this.target = target.toAbsolutePath();
        Path folder = Objects.requireNonNull(this.target.getParent(), "a file lies in a folder");
        draft = PrivateFiles.draft(
                folder, Objects.requireNonNull(target.getFileName()).toString());
        tar = new TarArchiveOutputStream(new Quick(Files.newOutputStream(draft)), StandardCharsets.UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    /** Half the time of the usual level, and a tenth more bytes. */
    private static final class Quick extends GZIPOutputStream {
        Quick(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Bytes of files so far. */
    long written() {
        return written;
    }

    void folder(String name) throws IOException {
        tar.putArchiveEntry(new TarArchiveEntry(name + "/"));
        tar.closeArchiveEntry();
    }

    /** A file that may change, shrink or go meanwhile, as the server's do; one that went is left out. */
    void file(String name, Path file) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            entry(name, from.size(), Channels.newInputStream(from));
        } catch (NoSuchFileException e) {
            return;
        }
    }

    void bytes(String name, byte[] content) throws IOException {
        entry(name, content.length, new ByteArrayInputStream(content));
    }

    private void entry(String name, long size, InputStream from) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(OWNER_ONLY);
        tar.putArchiveEntry(entry);
        MessageDigest sum = sha256();
        for (long left = size; left > 0; ) {
            int length = (int) Math.min(left, buffer.length);
            int read = from.readNBytes(buffer, 0, length);
            // what was cut off meanwhile is cut off again by the log
            Arrays.fill(buffer, read, length, (byte) 0);
            tar.write(buffer, 0, length);
            sum.update(buffer, 0, length);
            left -= length;
            written += length;
        }
        tar.closeArchiveEntry();
        sums.append(HexFormat.of().formatHex(sum.digest()))
                .append("  ")
                .append(name)
                .append('\n');
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Gives the file its name. */
    void finish() throws IOException {
        bytes(SUMS, sums.toString().getBytes(StandardCharsets.UTF_8));
        tar.close();
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        if (Files.deleteIfExists(draft)) {
            // nobody reads what it still wants to write
            tar.close();
        }
    }
}
