package io.tidegate.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Master keys in a file that only its owner may read, one a line. */
public final class MasterKeyFile {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;

    public MasterKeyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    public Path path() {
        return file;
    }

    /**
     * The keys, at least one.
     *
     * @throws VaultException when there is no such file, others may read it, or it holds something else
     */
    public List<MasterKey> read() {
        String text;
        try {
            checkMode(file);
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new VaultException("There is no master key file " + file
                    + ": make one with `openssl rand -base64 32 > " + file + " && chmod 600 " + file + "`.");
        } catch (IOException e) {
            throw new VaultException("The master key file " + file + " cannot be read.", null, e);
        }
        try {
            return keys(text.lines());
        } catch (VaultException e) {
            throw new VaultException("The file " + file + " does not hold a master key: " + e.getMessage());
        }
    }

    /** Those of the texts, blank ones left out; at least one. */
    static List<MasterKey> keys(Stream<String> texts) {
        List<MasterKey> keys = texts.map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(MasterKey::ofBase64)
                .toList();
        if (keys.isEmpty()) {
            throw new VaultException("It is empty.");
        }
        return keys;
    }

    /** What changes whenever the file does; says nothing of the keys. */
    Object version() {
        try {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            return Arrays.asList(facts.lastModifiedTime(), facts.size(), facts.fileKey());
        } catch (IOException e) {
            return "gone";
        }
    }

    /** Makes the file with one key when there is none; of several processes that try at once one key remains. */
    MasterKeyFile madeIfMissing() {
        if (!Files.exists(file)) {
            try {
                Files.createDirectories(folder());
                Path draft = draft(List.of(MasterKey.random()));
                try {
                    publish(draft, file);
                } finally {
                    Files.deleteIfExists(draft);
                }
            } catch (IOException e) {
                throw new VaultException("The master key file " + file + " cannot be made.", null, e);
            }
        }
        return this;
    }

    /**
     * Replaces the file by one with these keys: whoever reads it finds all of the one or of the other, also after a power
     * failure.
     *
     * @throws VaultException when the folder cannot be written
     */
    public void write(List<MasterKey> keys) {
        try {
            Path draft = draft(keys);
            try {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
            syncFolder();
        } catch (IOException e) {
            throw new VaultException(
                    "The master key file " + file + " cannot be written, so nothing was changed: write it yourself, or"
                            + " somewhere else with `tidegate keys rotate --to-file FILE`.",
                    null,
                    e);
        }
    }

    private Path draft(List<MasterKey> keys) throws IOException {
        Path draft = Files.createTempFile(folder(), file.getFileName() + ".", ".new", mode(file));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            StringBuilder text = new StringBuilder();
            keys.forEach(key -> text.append(key.text()).append('\n'));
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return draft;
    }

    private Path folder() {
        return Objects.requireNonNull(file.getParent(), "a file has a folder");
    }

    /** Where a folder can be opened at all. */
    private void syncFolder() throws IOException {
        if (posix(file)) {
            try (FileChannel channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** A link appears whole and only if the name is free; a move would replace another process's key. */
    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first: its key counts.
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (!Files.exists(file)) {
                Files.move(draft, file);
            }
        }
    }

    private static FileAttribute<?>[] mode(Path file) {
        return posix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static void checkMode(Path file) throws IOException {
        if (posix(file)) {
            Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            mode.remove(PosixFilePermission.OWNER_READ);
            mode.remove(PosixFilePermission.OWNER_WRITE);
            mode.remove(PosixFilePermission.OWNER_EXECUTE);
            if (!mode.isEmpty()) {
                throw new VaultException("The master key file " + file + " is open to others ("
                        + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + "): run `chmod 600 "
                        + file + "`.");
            }
        }
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
