package io.tidegate.db;

import io.tidegate.config.DatabaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the tables to the state this program knows. */
public final class Migration {

    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

    /** The newest file in db/migration; a test compares. */
    public static final String NEWEST = "23";

    private static final String FOLDER = "db/migration";

    private Migration() {}

    /** Whether nothing is left to do, as far as the newest migration tells. */
    static boolean isNewest(DataSource source) {
        String sql = "select version from flyway_schema_history where success order by installed_rank desc limit 1";
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && NEWEST.equals(row.getString(1));
        } catch (SQLException e) {
            // No such table yet: the database is empty.
            return false;
        }
    }

    /**
     * Whether exactly the migrations of this program were applied, each once and as it is. Flyway finds the same in a third
     * of a second; who gets no for an answer asks it what is wrong.
     */
    static boolean isWhole(DataSource source) {
        // where Flyway looks, not in whatever schema has such a table first
        String sql = "select script, checksum, success and type = 'SQL' from flyway_schema_history"
                + " where tableoid = format('%I.flyway_schema_history', current_schema())::regclass";
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet applied = statement.executeQuery(sql)) {
            Set<String> known = new HashSet<>();
            while (applied.next()) {
                String script = applied.getString(1);
                Integer checksum = checksum(script);
                boolean same = checksum != null && checksum == applied.getInt(2) && applied.getBoolean(3);
                if (!same || !known.add(script)) {
                    return false;
                }
            }
            return known.size() == Integer.parseInt(NEWEST);
        } catch (SQLException e) {
            return false;
        }
    }

    /** As Flyway counts it: of all lines, without their ends; null when this program has no such migration. */
    private static @Nullable Integer checksum(String script) {
        try (InputStream file = Migration.class.getResourceAsStream("/" + FOLDER + "/" + script)) {
            if (file == null) {
                return null;
            }
            CRC32 checksum = new CRC32();
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
            return (int) checksum.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException("the migration " + script + " of this program cannot be read", e);
        }
    }

    /**
     * Applies what is missing, if anything is; several processes may try at once.
     *
     * @throws DatabaseException when the tables are newer than the program, changed by hand, or somebody else's
     */
    static void apply(DataSource source, DatabaseUrl url) {
        if (isWhole(source)) {
            return;
        }
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(source)
                .locations("classpath:" + FOLDER)
                .validateMigrationNaming(true)
                .cleanDisabled(true);
        // Else its lock is a transaction that stands still for as long as the migrations take.
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        Flyway flyway = configuration.load();
        try {
            refuseNewer(flyway, url);
            int applied = flyway.migrate().migrationsExecuted;
            if (applied > 0) {
                LOG.info("Tables brought up to date: {} {}", applied, applied == 1 ? "migration" : "migrations");
            }
        } catch (FlywayValidateException e) {
            throw new DatabaseException(
                    "The migrations applied to " + url
                            + " are not those of this program: restore the database, or start "
                            + "the Tidegate that it belongs to. " + firstLine(e),
                    e);
        } catch (FlywayException e) {
            throw failure(url, e);
        }
    }

    private static void refuseNewer(Flyway flyway, DatabaseUrl url) {
        MigrationInfo[] all = flyway.info().all();
        MigrationVersion newest = newest(all, false);
        MigrationVersion known = newest(all, true);
        if (newest.compareTo(known) > 0) {
            throw new DatabaseException(("The tables in %s are of version %s, and this Tidegate knows them up to %s: "
                            + "start the newer Tidegate, or restore a backup made before it.")
                    .formatted(url, newest, known));
        }
    }

    private static MigrationVersion newest(MigrationInfo[] all, boolean known) {
        return Arrays.stream(all)
                .filter(each -> each.getVersion() != null)
                .filter(each ->
                        known ? each.getState().isResolved() : each.getState().isApplied())
                .map(MigrationInfo::getVersion)
                .max(MigrationVersion::compareTo)
                .orElse(MigrationVersion.EMPTY);
    }

    private static DatabaseException failure(DatabaseUrl url, FlywayException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("non-empty schema")) {
            return new DatabaseException(
                    "The database " + url + " holds tables that are not Tidegate's: name an empty database.", e);
        }
        String advice = advice(e);
        if (advice != null) {
            return new DatabaseException("The tables in " + url + " cannot be made: " + advice, e);
        } else if (message.contains("42501")) {
            return new DatabaseException(
                    "%s may not make tables in %s: run `grant create on schema public to %s` there."
                            .formatted(url.user(), url, url.user()),
                    e);
        }
        return new DatabaseException("The tables in " + url + " cannot be made: " + firstLine(e), e);
    }

    /** What a migration of ours says when something is missing that it may not make; null when it said nothing. */
    private static @Nullable String advice(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            ServerErrorMessage said = each instanceof PSQLException sql ? sql.getServerErrorMessage() : null;
            if (said != null && said.getHint() != null && "P0001".equals(said.getSQLState())) {
                return said.getMessage() + "; " + said.getHint();
            }
        }
        return null;
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
