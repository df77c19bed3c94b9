package io.tidegate.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** A master key in a file that only its owner may read. */
final class MasterKeyFile {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private MasterKeyFile() {}

    static MasterKey read(Path file) {
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
            return MasterKey.ofBase64(text);
        } catch (VaultException e) {
            throw new VaultException("The file " + file + " does not hold a master key: " + e.getMessage());
        }
    }

    /** Reads the key, and makes it when there is none; of several processes that try at once one key remains. */
    static MasterKey readOrMake(Path file) {
        if (!Files.exists(file)) {
            make(file);
        }
        return read(file);
    }

    private static void make(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = Files.createTempFile(
                    file.toAbsolutePath().getParent(), file.getFileName() + ".", ".new", mode(file));
            try {
                try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    String text = Base64.getEncoder().encodeToString(Gcm.randomKey()) + "\n";
                    channel.write(StandardCharsets.US_ASCII.encode(text));
                    channel.force(true);
                }
                publish(draft, file);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new VaultException("The master key file " + file + " cannot be made.", null, e);
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
