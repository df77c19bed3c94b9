package io.tidegate.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.db.DatabaseException;
import io.tidegate.db.DatabaseInUseException;
import io.tidegate.route.trial.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that was made while rows were written, and ways in which a file is no backup. */
class BackupTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    static Path folder;

    private static Path home;
    private static Path backup;

    @BeforeAll
    static void make() {
        home = folder.resolve("quiet");
        backup = folder.resolve("quiet.tar.gz");
        Database.open(settings(home)).close();
        assertThat(write(home, backup).tables()).isPositive();
    }

    @Test
    void what_was_acknowledged_before_it_ended_is_in_it_though_the_server_was_killed_afterwards() throws Exception {
        Path busy = folder.resolve("busy");
        Path file = folder.resolve("busy.tar.gz");
        AtomicLong acknowledged = new AtomicLong();
        AtomicBoolean enough = new AtomicBoolean();
        CountDownLatch some = new CountDownLatch(200);
        AtomicLong before = new AtomicLong();
        Thread writer;
        try (Database database = Database.open(settings(busy))) {
            Jdbi jdbi = database.jdbi();
            jdbi.useHandle(handle -> handle.execute("create table kept (n bigint primary key, filler text)"));
            writer = new Thread(() -> {
                try {
                    for (long n = 1; !enough.get(); n++) {
                        long each = n;
                        jdbi.useHandle(handle ->
                                handle.execute("insert into kept values (?, repeat(md5(?::text), 20))", each, each));
                        acknowledged.set(each);
                        some.countDown();
                        if (n % 100 == 0) {
                            // the log that the backup needs would go with it, were it not kept
                            checkpoint(busy);
                        }
                    }
                } catch (JdbiException e) {
                    assertThat(enough).isTrue();
                }
            });
            writer.start();
            assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
            long first = acknowledged.get();

            // the last file is copied before the backup ends
            new Backup(settings(busy), AT, (done, all) -> before.set(acknowledged.get())).write(file, null);

            assertThat(before.get()).as("written while it was copied").isGreaterThan(first);
            enough.set(true);
            kill(busy);
            writer.join();
        }
        Path elsewhere = folder.resolve("elsewhere");
        new Restore(settings(elsewhere), (done, all) -> {}).read(file);
        try (Database database = Database.open(settings(elsewhere))) {
            long kept = number(database, "select count(*) from kept");
            assertThat(kept).isGreaterThanOrEqualTo(before.get());
            assertThat(number(database, "select max(n) from kept")).isEqualTo(kept);
            assertThat(number(
                            database,
                            "select count(*) from kept where filler is distinct from repeat(md5(n::text), 20)"))
                    .isZero();
            assertThat(number(database, "select count(*) from pg_replication_slots"))
                    .isZero();
        }
    }

    @Test
    void only_its_owner_may_read_it_and_no_key_is_in_it() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        Path elsewhere = folder.resolve("keyless");
        Manifest manifest = new Restore(settings(elsewhere), (done, all) -> {}).read(backup);

        assertThat(manifest.key()).isFalse();
        assertThat(manifest.at()).isEqualTo(AT.toString());
        assertThat(names(elsewhere.resolve("data"))).containsExactly("postgres", "postgres.password", "tidegate.lock");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere.resolve("data/postgres"))))
                .isEqualTo("rwx------");
    }

    @Test
    void the_key_goes_along_when_it_is_asked_for() throws IOException {
        Path key = Files.writeString(folder.resolve("a.key"), "AAAA\n");
        Path file = folder.resolve("with-key.tar.gz");
        new Backup(settings(home), AT, (done, all) -> {}).write(file, key);
        Path elsewhere = folder.resolve("keyed");
        Files.writeString(Files.createDirectories(elsewhere.resolve("data")).resolve(Verdict.NAME), "of no database");

        assertThat(new Restore(settings(elsewhere), (done, all) -> {})
                        .read(file)
                        .key())
                .isTrue();
        assertThat(elsewhere.resolve("data/master.key")).hasContent("AAAA");
    }

    @Test
    void a_file_that_was_cut_off_or_changed_is_refused_and_leaves_nothing() throws IOException {
        byte[] good = Files.readAllBytes(backup);
        for (int length : new int[] {0, 1, 100, good.length / 2, good.length - 1}) {
            refused(java.util.Arrays.copyOf(good, length), "damaged");
        }
        for (int at : new int[] {0, 200, good.length / 3, good.length / 2, good.length - 300}) {
            byte[] changed = good.clone();
            changed[at] ^= 0x10;
            refused(changed, "damaged");
        }
    }

    @Test
    void a_backup_for_another_program_is_refused() {
        assertThatThrownBy(() -> manifest(Manifest.FORMAT + 1, "17", 1).check()).hasMessageContaining("format 2");
        assertThatThrownBy(() -> manifest(Manifest.FORMAT, "16", 1).check()).hasMessageContaining("PostgreSQL 16");
        assertThatThrownBy(() -> manifest(Manifest.FORMAT, "17", 9_999).check())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("9999")
                .hasMessageContaining("newer Tidegate");
    }

    @Test
    void nothing_is_restored_over_something() throws IOException {
        Path full = folder.resolve("full");
        Path theirs =
                Files.writeString(Files.createDirectories(full.resolve("data")).resolve("theirs"), "x");
        assertThatThrownBy(() -> new Restore(settings(full), (done, all) -> {}).read(backup))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("not empty (theirs)");
        assertThat(theirs).hasContent("x");
    }

    @Test
    void nothing_is_restored_under_a_tidegate_that_runs() {
        try (Database database = Database.open(settings(home))) {
            assertThat(database.url()).isNotEmpty();
            assertThatThrownBy(() -> new Restore(settings(home), (done, all) -> {}).read(backup))
                    .isInstanceOf(DatabaseInUseException.class);
        }
    }

    @Test
    void a_backup_that_breaks_off_leaves_no_file() throws IOException {
        Path file = Files.createDirectories(folder.resolve("broken")).resolve("b.tar.gz");
        assertThatThrownBy(() -> new Backup(settings(home), AT, (done, all) -> {
                            throw new DatabaseException("pulled");
                        })
                        .write(file, null))
                .hasMessage("pulled");
        assertThat(names(Objects.requireNonNull(file.getParent()))).isEmpty();
        assertThatThrownBy(() -> write(home, backup)).hasMessageContaining("already");
        assertThatThrownBy(() -> write(folder.resolve("nowhere"), file)).hasMessageContaining("no database");
    }

    private static void refused(byte[] content, String reason) throws IOException {
        Path file = Files.write(folder.resolve("bad.tar.gz"), content);
        Path elsewhere = folder.resolve("refused");
        assertThatThrownBy(() -> new Restore(settings(elsewhere), (done, all) -> {}).read(file))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(reason);
        assertThat(names(elsewhere.resolve("data"))).containsExactly("tidegate.lock");
    }

    private static Manifest manifest(int format, String postgres, int tables) {
        return new Manifest(format, postgres, tables, AT.toString(), 1, false);
    }

    private static Manifest write(Path home, Path file) {
        return new Backup(settings(home), AT, (done, all) -> {}).write(file, null);
    }

    private static void checkpoint(Path home) {
        try (var session = java.sql.DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + pid(home, 3) + "/tidegate",
                        "postgres",
                        Files.readString(home.resolve("data/postgres.password")).strip());
                var statement = session.createStatement()) {
            statement.execute("select pg_switch_wal(); checkpoint");
        } catch (java.sql.SQLException | IOException e) {
            throw new JdbiException("gone", e) {};
        }
    }

    private static String pid(Path home, int line) throws IOException {
        return Files.readAllLines(home.resolve("data/postgres/postmaster.pid"))
                .get(line)
                .strip();
    }

    private static void kill(Path home) throws Exception {
        ProcessHandle server = ProcessHandle.of(Long.parseLong(pid(home, 0))).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(30, TimeUnit.SECONDS);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static long number(Database database, String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
    }

    private static Settings settings(Path home) {
        return Settings.load(home, Map.of(), List.of("--tidegate.db.embedded-port=0"));
    }
}
