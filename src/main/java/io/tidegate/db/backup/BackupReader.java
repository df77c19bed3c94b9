package io.tidegate.db.backup;

import io.tidegate.db.DatabaseException;
import io.tidegate.db.PrivateFiles;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks a backup into a folder, and finds out whether each byte is the one that was written. */
final class BackupReader {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_TEXT = 1 << 26;
    private static final Pattern NAME =
            Pattern.compile("(postgres\\.password|master\\.key|postgres(/(?!\\.{1,2}(/|$))[A-Za-z0-9_.-]+)*)/?");

    private final Path file;
    private final Path folder;
    private final Progress progress;
    private final Map<String, String> sums = new TreeMap<>();
    private final byte[] buffer = new byte[BUFFER];
    private long done;

    BackupReader(Path file, Path folder, Progress progress) {
        this.file = file;
        this.folder = folder;
        this.progress = progress;
    }

    /** @throws IOException when something cannot be written */
    Manifest unpack() throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER), BUFFER),
                StandardCharsets.UTF_8.name())) {
            Manifest manifest = manifest(tar);
            manifest.check();
            TarArchiveEntry entry = next(tar);
            while (entry != null && !entry.getName().equals(BackupWriter.SUMS)) {
                put(tar, entry, manifest.bytes());
                entry = next(tar);
            }
            checkSums(entry == null ? "" : text(tar));
            // gzip's own sum stands at the very end
            if (next(tar) != null || !sums.containsKey(Backup.PASSWORD)) {
                throw damaged("there is more or less in it than there should be", null);
            }
            return manifest;
        } catch (ZipException | EOFException e) {
            throw damaged(e.getMessage(), e);
        }
    }

    private Manifest manifest(TarArchiveInputStream tar) {
        TarArchiveEntry first = next(tar);
        if (first == null || !first.getName().equals(Backup.MANIFEST)) {
            throw damaged("it does not begin as one does", null);
        }
        byte[] text = text(tar).getBytes(StandardCharsets.UTF_8);
        sums.put(Backup.MANIFEST, HexFormat.of().formatHex(BackupWriter.sha256().digest(text)));
        try {
            return Manifest.read(text);
        } catch (IOException e) {
            throw damaged("it does not say what it is", e);
        }
    }

    private void put(TarArchiveInputStream tar, TarArchiveEntry entry, long all) throws IOException {
        String name = entry.getName();
        if (!NAME.matcher(name).matches() || !(entry.isDirectory() || entry.isFile())) {
            throw damaged("it holds something else: " + name.replaceAll("[^ -~]", "?"), null);
        }
        Path path = folder.resolve(name);
        if (entry.isDirectory()) {
            PrivateFiles.folder(path);
            return;
        }
        MessageDigest sum = BackupWriter.sha256();
        try (OutputStream out = Files.newOutputStream(PrivateFiles.make(path))) {
            for (int read = read(tar); read >= 0; read = read(tar)) {
                out.write(buffer, 0, read);
                sum.update(buffer, 0, read);
                done += read;
            }
        }
        sums.put(name, HexFormat.of().formatHex(sum.digest()));
        progress.at(done, all);
    }

    private void checkSums(String written) {
        Map<String, String> expected = new TreeMap<>();
        written.lines()
                .map(line -> line.split("  ", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> expected.put(pair[1], pair[0]));
        if (!expected.equals(sums)) {
            String first = expected.entrySet().stream()
                    .filter(each -> !each.getValue().equals(sums.get(each.getKey())))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("its end");
            throw damaged("of " + (written.isEmpty() ? "its end" : first) + " other bytes were written", null);
        }
    }

    private String text(TarArchiveInputStream tar) {
        try {
            return new String(tar.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw damaged(e.getMessage(), e);
        }
    }

    private @Nullable TarArchiveEntry next(TarArchiveInputStream tar) {
        try {
            return tar.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e.getMessage(), e);
        }
    }

    private int read(TarArchiveInputStream tar) {
        try {
            return tar.read(buffer);
        } catch (IOException e) {
            throw damaged(e.getMessage(), e);
        }
    }

    private DatabaseException damaged(@Nullable String reason, @Nullable Exception cause) {
        return new DatabaseException(file + " is damaged, or no backup of Tidegate: " + reason + ".", cause);
    }
}
