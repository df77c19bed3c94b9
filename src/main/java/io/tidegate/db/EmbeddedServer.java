package io.tidegate.db;

import io.tidegate.config.DatabaseUrl;
import io.tidegate.config.Secret;
import io.tidegate.config.Settings;
import io.tidegate.config.SettingsException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tidegate's own PostgreSQL in the data folder, as durable as one that an administrator set up. */
public final class EmbeddedServer implements AutoCloseable {

    /** The major version of PostgreSQL that it is. */
    public static final String MAJOR = Cluster.MAJOR;

    /** The user that may do everything there, with the same password as Tidegate's own. */
    public static final String SUPERUSER = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String NAME = "tidegate";
    private static final int AWAIT_OTHERS_MILLIS = 60_000;
    private static final int PAUSE_MILLIS = 50;
    private static final int RESTART_PAUSE_SECONDS = 10;

    private final DirectoryLock lock;
    private final Cluster cluster;
    private final Secret password;
    private EmbeddedPostgres postgres;
    private boolean closed;

    private EmbeddedServer(DirectoryLock lock, Cluster cluster, EmbeddedPostgres postgres, Secret password) {
        this.lock = lock;
        this.cluster = cluster;
        this.postgres = postgres;
        this.password = password;
    }

    /**
     * Starts the server.
     *
     * @throws DatabaseInUseException when another process runs on this data folder
     * @throws SettingsException when its port is taken
     */
    public static EmbeddedServer start(Settings settings) {
        Path data = settings.directories().data();
        DirectoryLock lock = DirectoryLock.tryTake(data);
        if (lock == null) {
            throw new DatabaseInUseException("The data folder " + data + " is in use by " + DirectoryLock.holder(data)
                    + ": stop it, or set tidegate.data.dir to another folder.");
        }
        boolean started = false;
        try {
            EmbeddedServer server = start(lock, new Cluster(data), settings.db().embeddedPort());
            started = true;
            return server;
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    /** Whether a data folder holds a database. */
    public static boolean isMade(Path data) {
        return new Cluster(data).isMade();
    }

    /** Where the server listens that another process runs on this data folder, or null when none does. */
    public static @Nullable DatabaseUrl running(Path data) {
        Postmaster postmaster = Postmaster.of(new Cluster(data).folder());
        Secret password = ServerPassword.read(data);
        return postmaster == null || password == null ? null : url(postmaster.port(), password);
    }

    /** Where it listens, as Tidegate enters it. */
    public synchronized DatabaseUrl url() {
        return url(postgres.getPort(), password);
    }

    /** Waits until no other process has a session: a command that started the server is not the only one to use it. */
    void awaitOthers() {
        for (int i = 0; i < AWAIT_OTHERS_MILLIS / PAUSE_MILLIS && sessions() > 0; i++) {
            pause();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            postgres.close();
            stopOrphan(cluster);
        } catch (IOException e) {
            throw new DatabaseException("PostgreSQL in " + cluster.folder() + " could not be stopped.", e);
        } finally {
            lock.close();
        }
    }

    private static EmbeddedServer start(DirectoryLock lock, Cluster cluster, int port) {
        try {
            if (stopOrphan(cluster)) {
                LOG.info("Stopped the PostgreSQL that a killed Tidegate left behind");
            }
            checkFree(port);
            boolean fresh = cluster.prepare();
            Secret password = fresh ? ServerPassword.make(cluster.data()) : ServerPassword.read(cluster.data());
            if (password == null) {
                throw new DatabaseException("The file " + ServerPassword.file(cluster.data())
                        + " is missing, and the database in " + cluster.folder() + " does not open without it.");
            }
            EmbeddedPostgres postgres = cluster.start(port, password);
            if (fresh) {
                cluster.finish(postgres.getPostgresDatabase(), password);
            }
            Cluster.addRoles(postgres.getPostgresDatabase());
            EmbeddedServer server = new EmbeddedServer(lock, cluster, postgres, password);
            server.watch();
            return server;
        } catch (IOException | IllegalStateException e) {
            throw cluster.failure(e);
        }
    }

    /** Somebody or the system may end the server under a running Tidegate: then it starts again where it was. */
    private void watch() {
        Postmaster postmaster = Postmaster.of(cluster.folder());
        if (postmaster != null) {
            CompletableFuture<Void> unused = postmaster.process().onExit().thenRunAsync(this::startAgain);
        }
    }

    private synchronized void startAgain() {
        if (closed) {
            return;
        }
        LOG.warn("PostgreSQL in {} ended; it is started again", cluster.folder());
        try {
            postgres.close();
            postgres = cluster.start(postgres.getPort(), password);
            watch();
        } catch (IOException | IllegalStateException e) {
            LOG.error("{}; next attempt in {} s", cluster.failure(e).getMessage(), RESTART_PAUSE_SECONDS);
            CompletableFuture.delayedExecutor(RESTART_PAUSE_SECONDS, TimeUnit.SECONDS)
                    .execute(this::startAgain);
        }
    }

    private synchronized int sessions() {
        String sql = "select count(*) from pg_stat_activity where datname = 'tidegate'";
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        } catch (SQLException e) {
            return 0;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean stopOrphan(Cluster cluster) throws IOException {
        Postmaster orphan = Postmaster.of(cluster.folder());
        if (orphan != null) {
            orphan.stop();
        }
        return orphan != null;
    }

    /** PostgreSQL would only say it in its log, and the start would wait in vain. */
    private static void checkFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw SettingsException.portTaken("tidegate.db.embedded-port", port);
        }
    }

    private static DatabaseUrl url(int port, Secret password) {
        return new DatabaseUrl("127.0.0.1:" + port, NAME, NAME, password, Map.of());
    }
}
