package io.tidegate.client.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One SQLite file that one process has open. Writers come one after the other; readers see what was committed last and wait
 * for no writer.
 */
public final class SyncFileStore implements AutoCloseable {
    private final FileChannel guard;
    private final Side writer;
    private final Side reader;

    private SyncFileStore(FileChannel guard, Side writer, Side reader) {
        this.guard = guard;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Opens a file, which is made where there is none.
     *
     * @param durable whether a commit waits until the disk has it; false only where a crash of the machine may lose the last
     *     ones
     * @throws LocalFileException when it cannot be opened, or another process has it open
     */
    public static SyncFileStore open(Path file, boolean durable) {
        FileChannel guard = lock(file);
        try {
            Side writer = new Side(connect(file));
            writer.pragmas("journal_mode = wal", "synchronous = " + (durable ? "full" : "off"), "busy_timeout = 5000");
            Side reader = new Side(connect(file));
            reader.pragmas("query_only = true", "busy_timeout = 5000");
            return new SyncFileStore(guard, writer, reader);
        } catch (SQLException e) {
            release(guard);
            throw new LocalFileException("cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Does all of it or, when it throws, nothing.
     *
     * @throws LocalFileException when the file cannot be written
     */
    public <T extends @Nullable Object> T write(Function<Session, T> work) {
        return writer.transaction("begin immediate", work);
    }

    /**
     * Reads one state of the file.
     *
     * @throws LocalFileException when it cannot be read, or the work writes
     */
    public <T extends @Nullable Object> T read(Function<Session, T> work) {
        return reader.transaction("begin", work);
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
        release(guard);
    }

    private static FileChannel lock(Path file) {
        Path guarded = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel channel = FileChannel.open(guarded, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException e) {
            throw new LocalFileException("cannot open " + file + ": " + e.getMessage(), e);
        }
        throw new LocalFileException(file + " is open already: close it there first");
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void release(FileChannel guard) {
        try {
            guard.close();
        } catch (IOException e) {
            throw new LocalFileException("cannot let go of the local file: " + e.getMessage(), e);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }

    /** What a transaction may say. */
    public interface Session {
        /** All rows of a query; {@code ?} in the order of the arguments. */
        List<Row> query(String sql, @Nullable Object... arguments);

        /** The same of what an application asks: it changes nothing. */
        List<Row> look(String sql, @Nullable Object... arguments);

        /** Rows that were touched. */
        int update(String sql, @Nullable Object... arguments);

        /** The only row of a query; null where there is none. */
        default @Nullable Row first(String sql, @Nullable Object... arguments) {
            List<Row> rows = query(sql, arguments);
            return rows.isEmpty() ? null : rows.get(0);
        }
    }

    /** A connection, and who uses it now. */
    private static final class Side implements Session {
        private static final int MOST_KEPT = 64;

        private final ReentrantLock lock = new ReentrantLock();
        private final Connection connection;
        private final Map<String, PreparedStatement> kept = new LinkedHashMap<>();

        Side(Connection connection) {
            this.connection = connection;
        }

        void pragmas(String... each) throws SQLException {
            try (var statement = connection.createStatement()) {
                for (String pragma : each) {
                    statement.execute("pragma " + pragma);
                }
            }
        }

        <T extends @Nullable Object> T transaction(String begin, Function<Session, T> work) {
            if (lock.isHeldByCurrentThread()) {
                throw new IllegalStateException("a transaction is under way in this thread: use that one");
            }
            lock.lock();
            try {
                execute(begin);
                boolean done = false;
                try {
                    T result = work.apply(this);
                    execute("commit");
                    done = true;
                    return result;
                } finally {
                    if (!done) {
                        undo();
                    }
                }
            } finally {
                lock.unlock();
            }
        }

        private void undo() {
            try {
                execute("rollback");
            } catch (LocalFileException e) {
                // SQLite rolled back by itself; what failed says why
                kept.clear();
            }
        }

        private void execute(String sql) {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new LocalFileException("the local file refused to " + sql + ": " + e.getMessage(), e);
            }
        }

        @Override
        public List<Row> query(String sql, @Nullable Object... arguments) {
            try (ResultSet found = prepared(sql, arguments).executeQuery()) {
                List<Row> rows = new ArrayList<>();
                int columns = found.getMetaData().getColumnCount();
                while (found.next()) {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    for (int i = 1; i <= columns; i++) {
                        row.put(found.getMetaData().getColumnLabel(i), found.getObject(i));
                    }
                    rows.add(new Row(row));
                }
                return rows;
            } catch (SQLException e) {
                throw new LocalFileException("the local file refused a query: " + e.getMessage(), e);
            }
        }

        @Override
        public List<Row> look(String sql, @Nullable Object... arguments) {
            execute("pragma query_only = true");
            try {
                return query(sql, arguments);
            } finally {
                execute("pragma query_only = false");
            }
        }

        @Override
        public int update(String sql, @Nullable Object... arguments) {
            try {
                return prepared(sql, arguments).executeUpdate();
            } catch (SQLException e) {
                throw new LocalFileException("the local file refused a statement: " + e.getMessage(), e);
            }
        }

        private PreparedStatement prepared(String sql, @Nullable Object[] arguments) throws SQLException {
            PreparedStatement statement = kept.get(sql);
            if (statement == null) {
                forgetOldest();
                statement = connection.prepareStatement(sql);
                kept.put(sql, statement);
            }
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement;
        }

        private void forgetOldest() throws SQLException {
            if (kept.size() >= MOST_KEPT) {
                String oldest = kept.keySet().iterator().next();
                PreparedStatement gone = kept.remove(oldest);
                if (gone != null) {
                    gone.close();
                }
            }
        }

        void close() {
            lock.lock();
            try {
                connection.close();
            } catch (SQLException e) {
                throw new LocalFileException("cannot close the local file: " + e.getMessage(), e);
            } finally {
                lock.unlock();
            }
        }
    }
}
