package io.tidegate.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.Node;
import io.tidegate.provider.Provider;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.spi.ShutdownAware;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node for a test class, with the real routes but those that tick, and the files of some providers. */
public abstract class ProvidersNode implements BeforeAllCallback, AfterAllCallback, AfterEachCallback {
    private static final String DEADLOCK = "40P01";

    public final SettableClock clock = new SettableClock();
    private final TestDatabase database = new TestDatabase();
    private @Nullable Node node;
    private @Nullable RunEnds ends;

    /** The folder of the node, with the providers' files. */
    protected abstract NodeHome home(String database) throws IOException;

    /** Starts the providers; returns properties that their files name, such as base URLs. */
    protected abstract Map<String, String> serve();

    /** Stops the providers. */
    protected abstract void stop();

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        database.beforeAll(context);
        node = home(database.url()).start("providers", clock, serve());
        ends = new RunEnds(database.dataSource());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        // retries of one test must not meet the next, nor the budgets that all docks of an address share
        for (String table : List.of("docks", "lanes", "budgets")) {
            TestNode.until(() -> isEmptied(table), table + " cannot be emptied");
        }
        // nor a run that a tick of the clock set off beside the one that the test awaited
        TestNode.until(() -> work().getPendingExchangesSize() == 0, "runs are still at work");
    }

    /** A run or tick that ends meanwhile may hold what goes with a dock: PostgreSQL ends one of the two. */
    private boolean isEmptied(String table) {
        try {
            stored().execute("delete from " + table);
            return true;
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException cause && DEADLOCK.equals(cause.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** What claims jobs; while it does, that counts as pending too. */
    private ShutdownAware work() {
        return (ShutdownAware) node().camel().getRoute("work").getConsumer();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        Objects.requireNonNull(ends).close();
        node().close();
        stop();
        database.afterAll(context);
    }

    public Node node() {
        return Objects.requireNonNull(node);
    }

    public Stored stored() {
        return new Stored(database.jdbi());
    }

    /** The provider as its file declares it; null when the file did not load. */
    public @Nullable Provider provider(String name) {
        return node().beans().providers().find(name);
    }

    public long dock(TestDocks.New dock) {
        return TestDocks.add(node(), dock, clock.instant());
    }

    /** A while later somebody asks for a sync; returns when its run, or this part of it, is over. */
    public Stored.Event sync(long dock, Duration later) {
        clock.tick(later);
        new QueueStore(database.jdbi(), new ObjectMapper()).enqueue(dock, JobType.MANUAL, List.of(), clock.instant());
        return await(dock);
    }

    /** Moves the clock on and lets workers look for jobs; returns when one let go of the dock's. */
    public Stored.Event pass(long dock, Duration time) {
        clock.tick(time);
        stored().rows("select pg_notify(?, '')", QueueStore.CHANNEL);
        return await(dock);
    }

    private Stored.Event await(long dock) {
        Objects.requireNonNull(ends).await(dock);
        return stored().event(dock);
    }
}
