package io.tidegate.e2e;

import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.config.Settings;
import io.tidegate.console.ConsoleBed;
import io.tidegate.monitor.rollup.RollupStore;
import io.tidegate.monitor.rollup.Rollups;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** A console over invented rows, at an instant that stands until a test moves it. */
final class Scene implements AutoCloseable {
    /** A Wednesday. */
    private static final Instant NOW = Instant.parse("2026-11-18T10:40:13Z");

    private static final String[] TABLES = {
        "docks",
        "sync_state",
        "resources",
        "resource_changes",
        "sync_positions",
        "budgets",
        "sync_events",
        "sync_errors",
        "sync_metrics",
        "rollups",
        "dead_letters",
        "rate_limit_logs",
        "alerts",
        "dock_health",
        "record_links",
        "player_identities",
        "local_records",
        "local_changes",
        "import_sessions",
        "sync_conflicts",
        "connectors",
        "api_tokens",
        "device_cursors",
        "server_version_counter",
        "change_log",
        "device_subscriptions",
        "synced_resources",
        "synced_threads"
    };

    private static final Pattern GROUP = Pattern.compile("[?&;]group=([0-9a-f]+)");

    final SettableClock clock = new SettableClock(NOW);
    private final Jdbi jdbi;
    private final ConsoleBed console;

    private Scene(DataSource pool, Jdbi jdbi, String... flags) {
        this.jdbi = jdbi;
        console = ConsoleBed.open(pool, clock, flags);
        console.load(DeclaredProviders.read(Settings.load(
                        Path.of("target"),
                        Map.of(),
                        List.of("--tidegate.routes.dir="
                                + Path.of("routes-yaml").toAbsolutePath())))
                .usable());
    }

    /** Where nothing is connected yet. */
    static Scene empty(TestDatabase database) {
        database.clear(TABLES);
        return new Scene(database.dataSource(), database.jdbi());
    }

    /** Nine accounts, healthy and ailing ones, and a week of what they did; see {@code scene.sql}. */
    static Scene ofNineAccounts(TestDatabase database) {
        database.clear(TABLES);
        return over(database.dataSource(), database.jdbi());
    }

    /** The same where people sign in, whom a test makes. */
    static Scene behindASignIn(TestDatabase database) {
        database.clear(TABLES);
        Scene scene = new Scene(database.dataSource(), database.jdbi(), "--tidegate.auth=on");
        scene.fill("scene.sql");
        return scene;
    }

    /** The same over a database that is empty. */
    static Scene over(DataSource pool, Jdbi jdbi) {
        Scene scene = new Scene(pool, jdbi);
        scene.fill("scene.sql");
        return scene;
    }

    /** A thousand accounts and a million runs; see {@code many.sql}. */
    static Scene ofManyRows(DataSource listened, TestDatabase database) {
        database.clear(TABLES);
        Scene scene = new Scene(listened, database.jdbi());
        scene.fill("many.sql");
        scene.jdbi.useHandle(handle -> handle.execute("vacuum analyze"));
        return scene;
    }

    private void fill(String script) {
        jdbi.useHandle(handle -> {
            handle.select("select set_config('scene.now', ?, false)", NOW.toString())
                    .mapTo(String.class)
                    .one();
            handle.createScript(read(script)).executeAsSeparateStatements();
            handle.execute("discard temp");
        });
        new Rollups(new RollupStore(jdbi), clock).upToDate();
    }

    /** As it was left, where it was. */
    static Scene again(TestDatabase database, int port) {
        return new Scene(database.dataSource(), database.jdbi(), "--tidegate.http.port=" + port);
    }

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(Scene.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes rows under the eyes of whoever looks. */
    void change(String statement, Object... values) {
        jdbi.useHandle(handle -> handle.execute(statement, values));
    }

    int port() {
        return URI.create(console.url()).getPort();
    }

    /**
     * The address of a page; {@code {run}} in it stands for the last run of the first account that has ended, {@code
     * {record}} for one of its servers, {@code {group}} for the errors of the first cause that {@code /errors} shows.
     */
    String at(String path) {
        String known = path.contains("{group}") ? path.replace("{group}", group()) : path;
        return console.url()
                + known.replace(
                                "{run}",
                                number(
                                        "select max(id) from sync_events where dock_id = 1 and completed_at is not null"))
                        .replace(
                                "{record}",
                                number(
                                        "select min(id) from resources where dock_id = 1 and resource_type = 'servers'"));
    }

    private String group() {
        Matcher link = GROUP.matcher(console.get("/errors").body());
        return link.find() ? link.group(1) : "none";
    }

    private String number(String query) {
        return jdbi.withHandle(handle ->
                handle.select(query).mapTo(Long.class).findOne().orElse(0L).toString());
    }

    @Override
    public void close() {
        console.close();
    }
}
