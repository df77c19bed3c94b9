package io.tidegate.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tidegate.config.Settings;
import io.tidegate.db.ConnectionPool;
import io.tidegate.db.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database of its own for each test class, with Tidegate's tables: {@code @RegisterExtension static final
 * TestDatabase database = new TestDatabase();}. Sessions are in a zone that is not UTC, so that one that slips in shows.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    /** How many types of docks have another count of records kept than counting them finds. */
    public static final String MISCOUNTED = """
            select count(*) from resource_counts c full join (
                select org_id, dock_id, resource_type, count(*) as live from resources
                where deleted_at is null
                group by org_id, dock_id, resource_type) r using (org_id, dock_id, resource_type)
            where coalesce(c.live, 0) <> coalesce(r.live, 0)
            """;

    private static final String TEMPLATE = "postgres";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private String name = TEMPLATE;
    private @Nullable HikariDataSource pool;
    private @Nullable Jdbi jdbi;

    @Override
    public void beforeAll(ExtensionContext context) {
        name = "test_" + COUNT.incrementAndGet();
        Jdbi.create(Shared.SERVER.jdbcUrl("template1"))
                .useHandle(handle -> handle.execute("create database " + name + " template " + TEMPLATE));
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(Shared.SERVER.jdbcUrl(name));
        // as the program's pool
        config.addDataSourceProperty("stringtype", "unspecified");
        config.setMaximumPoolSize(20);
        config.setMinimumIdle(0);
        config.setConnectionInitSql("set time zone 'Asia/Kathmandu'");
        pool = new HikariDataSource(config);
        jdbi = ConnectionPool.stores(pool);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Objects.requireNonNull(pool).close();
    }

    /** As tidegate.db.url takes it. */
    public String url() {
        return Shared.SERVER.url(name);
    }

    /** The pool of this test class. */
    public DataSource dataSource() {
        return Objects.requireNonNull(pool);
    }

    /** The same, for stores. */
    public Jdbi jdbi() {
        return Objects.requireNonNull(jdbi);
    }

    /** The first column of what a query finds, as text. */
    public List<String> texts(String query) {
        return jdbi().withHandle(
                        handle -> handle.createQuery(query).mapTo(String.class).list());
    }

    /** Empties these tables and those that refer to them, for a test that wants to begin with nothing. */
    public void clear(String... tables) {
        jdbi().useHandle(handle ->
                handle.execute("truncate " + String.join(", ", tables) + " restart identity cascade"));
    }

    /** One server for all test classes of a run; it stops when the JVM ends. */
    private static final class Shared {

        static final TestServer SERVER = TestServer.start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close, "test-server-closer"));
            // The migrations run once; every database is a copy of this one.
            Settings settings =
                    Settings.load(Path.of("target"), Map.of(), List.of("--tidegate.db.url=" + SERVER.url()));
            Database.open(settings).close();
        }
    }
}
