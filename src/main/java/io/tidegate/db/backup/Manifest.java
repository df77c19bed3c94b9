package io.tidegate.db.backup;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.db.DatabaseException;
import io.tidegate.db.EmbeddedServer;
import io.tidegate.db.Migration;
import java.io.IOException;

/**
 * What a backup says of itself, as its first entry.
 *
 * @param format of the file; another one cannot be read
 * @param postgres the major version of the server's files
 * @param tables the version of the tables, as migrations count
 * @param at when it was made, ISO 8601
 * @param bytes in all its files, before compression, about
 * @param key whether the master key is in it
 */
public record Manifest(int format, String postgres, int tables, String at, long bytes, boolean key) {
    static final int FORMAT = 1;

    /** A later Tidegate may say more. */
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static Manifest read(byte[] text) throws IOException {
        return JSON.readValue(text, Manifest.class);
    }

    byte[] text() throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    /** @throws DatabaseException when this program cannot use such a backup, with what can */
    void check() {
        if (format != FORMAT) {
            throw new DatabaseException(
                    "This backup has format %d, and this Tidegate reads %d: restore it with the Tidegate that made it."
                            .formatted(format, FORMAT));
        }
        if (!EmbeddedServer.MAJOR.equals(postgres)) {
            throw new DatabaseException(
                    ("This backup is of PostgreSQL %s, and this Tidegate brings %s: restore it with a "
                                    + "Tidegate that brings %s.")
                            .formatted(postgres, EmbeddedServer.MAJOR, postgres));
        }
        if (tables > Integer.parseInt(Migration.NEWEST)) {
            throw new DatabaseException(
                    ("The tables in this backup are of version %d, and this Tidegate knows them up to"
                                    + " %s: restore it with the newer Tidegate.")
                            .formatted(tables, Migration.NEWEST));
        }
    }
}
