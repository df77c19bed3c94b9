package io.tidegate.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.budget.Lane;
import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.config.Settings;
import io.tidegate.db.ConnectionPool;
import io.tidegate.db.Database;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore;
import io.tidegate.provider.Provider;
import io.tidegate.queue.QueueStore;
import io.tidegate.testing.TestServer;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Vault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.postgresql.ds.PGSimpleDataSource;

/** The database as someone beside the processes sees it. */
final class Tables {
    static final List<String> TYPES = List.of("servers", "domains", "dns_records", "databases");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Jdbi jdbi;
    private final Settings settings;

    /** Makes the tables, as the first process would. */
    Tables(TestServer server, Path home) {
        settings = Settings.load(
                home,
                Map.of("TIDEGATE_MASTER_KEY", Fleet.MASTER_KEY),
                List.of(
                        "--tidegate.db.url=" + server.url(),
                        "--tidegate.routes.dir=" + Path.of("routes-yaml").toAbsolutePath()));
        Database.open(settings).close();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl("postgres") + "&stringtype=unspecified&ApplicationName=chaos&connectTimeout=5");
        jdbi = ConnectionPool.stores(source);
    }

    Jdbi jdbi() {
        return jdbi;
    }

    QueueStore queue() {
        return new QueueStore(jdbi, new ObjectMapper());
    }

    /** Adds a dock with a sealed token, as {@code tidegate dock add} does. */
    long add(String name, String token, Instant now) {
        Provider provider = DeclaredProviders.read(settings).require("digitalocean");
        Vault vault = Vault.open(settings);
        Lane lane = new Lane(provider.name(), provider.rateLimit(), vault.scopeId(token));
        DockStore.NewDock dock = new DockStore.NewDock(name, provider.name(), Map.of(), TYPES, MINUTE, null);
        return new DockStore(jdbi, new ObjectMapper())
                .add(
                        dock,
                        owner -> new Dock.Access(
                                vault.seal(token, new Owner(owner.organization(), owner.dock()))
                                        .toJson(),
                                lane.scopeId(),
                                lane.key()),
                        now)
                .orElseThrow();
    }

    /** The first column of what a query finds, as text. */
    List<String> texts(String query) {
        return jdbi.withHandle(
                handle -> handle.createQuery(query).mapTo(String.class).list());
    }

    /** What a query finds. */
    <T> List<T> rows(String query, RowMapper<T> mapper) {
        return jdbi.withHandle(handle -> handle.createQuery(query).map(mapper).list());
    }

    long number(String query) {
        return jdbi.withHandle(
                handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    /** Does something, or nothing while the database is away. */
    boolean attempt(Runnable action) {
        try {
            action.run();
            return true;
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof ConnectionException || cause instanceof java.sql.SQLException) {
                    return false;
                }
            }
            throw e;
        }
    }

    /** The docks that a process, or any process, works on just now. */
    Set<Long> running(String node) {
        List<Long> docks = jdbi.withHandle(handle -> handle.createQuery(
                        "select dock_id from sync_queue where state = 'running' and (node = :node or :node = '')")
                .bind("node", node)
                .mapTo(Long.class)
                .list());
        return Set.copyOf(docks);
    }
}
