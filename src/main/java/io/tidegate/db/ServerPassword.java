package io.tidegate.db;

import io.tidegate.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The generated password of Tidegate's own server, in a file that only its owner may read. */
final class ServerPassword {

    private static final int BYTES = 24;

    private ServerPassword() {}

    static Path file(Path data) {
        return data.resolve("postgres.password");
    }

    /** The password, or null when there is none yet. */
    static @Nullable Secret read(Path data) {
        try {
            String text = Files.readString(file(data)).strip();
            return text.isEmpty() ? null : new Secret(text);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new DatabaseException("The file " + file(data) + " cannot be read.", e);
        }
    }

    static Secret make(Path data) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String text = HexFormat.of().formatHex(random);
        try {
            Path draft = PrivateFiles.draft(data, "postgres.password");
            Files.writeString(draft, text + "\n");
            Files.move(draft, file(data), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DatabaseException("The file " + file(data) + " cannot be written.", e);
        }
        return new Secret(text);
    }
}
