package io.tidegate.db.backup;

import io.tidegate.config.DatabaseUrl;
import io.tidegate.config.Secret;
import io.tidegate.config.Settings;
import io.tidegate.db.DatabaseException;
import io.tidegate.db.EmbeddedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Copies the files of Tidegate's own server while it works, in PostgreSQL's own way: from pg_backup_start to
 * pg_backup_stop, with the log written in between, by which a start makes the copy whole. All that was committed before
 * it ends is in it.
 */
public final class Backup {
    static final String MANIFEST = "manifest.json";
    static final String SERVER = "postgres";
    static final String PASSWORD = "postgres.password";
    static final String KEY = "master.key";

    private static final String CONTROL = "global/pg_control";
    private static final int CONTROL_ATTEMPTS = 20;
    private static final Pattern FIRST_OF_LOG =
            Pattern.compile("^START WAL LOCATION: \\S+ \\(file ([0-9A-F]{24})\\)$", Pattern.MULTILINE);

    private final Settings settings;
    private final Instant at;
    private final Progress progress;

    /** @param at now, for the manifest */
    public Backup(Settings settings, Instant at, Progress progress) {
        this.settings = settings;
        this.at = at;
        this.progress = progress;
    }

    /**
     * Writes the file; the server is started for it where none runs. No migration is applied.
     *
     * @param target does not exist
     * @param key the file of the master key, when it shall be in it
     * @throws DatabaseException when there is no database, or it cannot be read or written
     */
    public Manifest write(Path target, @Nullable Path key) {
        Path data = settings.directories().data();
        if (!EmbeddedServer.isMade(data)) {
            throw new DatabaseException("There is no database in " + data + ": look at tidegate.data.dir.");
        }
        if (Files.exists(target)) {
            throw new DatabaseException("There is a file " + target + " already.");
        }
        DatabaseUrl running = EmbeddedServer.running(data);
        if (running != null) {
            return write(running, target, key);
        }
        try (EmbeddedServer server = EmbeddedServer.start(settings)) {
            return write(server.url(), target, key);
        }
    }

    private Manifest write(DatabaseUrl url, Path target, @Nullable Path key) {
        try (Connection session = superuser(url);
                Statement statement = session.createStatement();
                BackupWriter out = new BackupWriter(target)) {
            Manifest manifest = copy(statement, out, key);
            out.finish();
            return manifest;
        } catch (IOException e) {
            throw new DatabaseException("The backup " + target + " cannot be written: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new DatabaseException("The database broke the backup off: " + e.getMessage(), e);
        }
    }

    private Manifest copy(Statement statement, BackupWriter out, @Nullable Path key) throws SQLException, IOException {
        Path data = settings.directories().data();
        ServerFiles files = ServerFiles.in(data.resolve(SERVER));
        int tables = Integer.parseInt(text(
                statement,
                "select version from flyway_schema_history where success order by installed_rank desc limit 1"));
        Manifest manifest =
                new Manifest(Manifest.FORMAT, EmbeddedServer.MAJOR, tables, at.toString(), files.bytes(), key != null);
        out.bytes(MANIFEST, manifest.text());
        out.file(PASSWORD, data.resolve(PASSWORD));
        if (key != null) {
            out.bytes(KEY, Files.readAllBytes(key));
        }
        // The server keeps its log from here on, until this session ends.
        text(statement, "select pg_create_physical_replication_slot('tidegate_' || pg_backend_pid(), true, true)");
        text(statement, "select pg_backup_start('tidegate', fast => true)");
        // Again: whatever comes from now on, the log brings.
        files = ServerFiles.in(data.resolve(SERVER));
        for (String folder : files.folders()) {
            out.folder(folder.isEmpty() ? SERVER : SERVER + "/" + folder);
        }
        for (String file : files.files()) {
            if (!file.equals(CONTROL)) {
                out.file(SERVER + "/" + file, files.root().resolve(file));
                progress.at(out.written(), files.bytes());
            }
        }
        out.bytes(SERVER + "/" + CONTROL, unbroken(files.root().resolve(CONTROL)));
        copyLog(statement, out, files);
        return manifest;
    }

    private static void copyLog(Statement statement, BackupWriter out, ServerFiles files)
            throws SQLException, IOException {
        String label;
        String last;
        String spaces;
        try (ResultSet row = statement.executeQuery("select labelfile, spcmapfile, pg_walfile_name(lsn - 1)"
                + " from pg_backup_stop(wait_for_archive => false)")) {
            row.next();
            label = row.getString(1);
            spaces = row.getString(2);
            last = row.getString(3);
        }
        if (spaces != null && !spaces.isBlank()) {
            throw new DatabaseException("This database has tablespaces outside of its folder, which no backup holds.");
        }
        Matcher first = FIRST_OF_LOG.matcher(label);
        if (!first.find()) {
            throw new DatabaseException("The server says nowhere where the log of this backup begins: " + label);
        }
        for (String segment : files.log(first.group(1), last)) {
            out.file(
                    SERVER + "/" + ServerFiles.LOG + "/" + segment,
                    files.root().resolve(ServerFiles.LOG).resolve(segment));
        }
        out.bytes(SERVER + "/backup_label", label.getBytes(StandardCharsets.UTF_8));
    }

    /** The server writes this file in one go, but it may do so while it is read. */
    private static byte[] unbroken(Path file) throws IOException {
        byte[] before = Files.readAllBytes(file);
        for (int i = 0; i < CONTROL_ATTEMPTS; i++) {
            byte[] again = Files.readAllBytes(file);
            if (Arrays.equals(before, again)) {
                return again;
            }
            before = again;
        }
        throw new IOException(file + " does not stand still");
    }

    private static Connection superuser(DatabaseUrl url) throws SQLException {
        Secret password = url.password();
        return DriverManager.getConnection(
                url.jdbc(), EmbeddedServer.SUPERUSER, password == null ? null : password.reveal());
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                throw new SQLException("nothing is found by: " + query);
            }
            return row.getString(1);
        }
    }
}
