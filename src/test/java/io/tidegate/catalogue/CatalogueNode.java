package io.tidegate.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.Node;
import io.tidegate.config.Settings;
import io.tidegate.console.Console;
import io.tidegate.flow.NodeHome;
import io.tidegate.flow.RunEnds;
import io.tidegate.flow.Stored;
import io.tidegate.flow.TestDocks;
import io.tidegate.provider.Provider;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.AnswerServer;
import io.tidegate.simulator.Asked;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node that has the whole catalogue, with a scripted server in the place of each provider. */
final class CatalogueNode implements BeforeAllCallback, AfterAllCallback, AfterEachCallback {
    final SettableClock clock = new SettableClock();
    private final TestDatabase database = new TestDatabase();
    private final Console console = Console.bind(
            Settings.load(Path.of("target"), Map.of(), List.of("--tidegate.http.port=0", "--tidegate.public.port=0")),
            clock);
    private final Map<String, AnswerServer> servers = new LinkedHashMap<>();
    private final Map<String, ProviderScript> scripts = new ConcurrentHashMap<>();
    private @Nullable NodeHome home;
    private @Nullable Node node;
    private @Nullable RunEnds ends;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        database.beforeAll(context);
        Map<String, String> urls = new LinkedHashMap<>();
        for (String name : Catalogue.providers()) {
            AnswerServer server = new AnswerServer(0, clock, asked -> answer(name, asked));
            servers.put(name, server);
            urls.put("tidegate.provider." + name + ".base-url", server.baseUrl());
        }
        NodeHome made = NodeHome.make(database.url(), Catalogue.providers(), console.forCamel());
        home = made;
        urls.put("tidegate.data.dir", data().toString());
        node = made.start("catalogue", clock, urls);
        ends = new RunEnds(database.dataSource());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        // retries of one test must not meet the next, nor the budgets that all docks of an address share
        for (String table : List.of("docks", "lanes", "budgets")) {
            stored().execute("delete from " + table);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        Objects.requireNonNull(ends).close();
        node().close();
        console.close();
        servers.values().forEach(AnswerServer::close);
        database.afterAll(context);
    }

    private Answer answer(String provider, Asked asked) {
        ProviderScript script = scripts.get(provider);
        return script == null ? Answer.status(503) : script.answer(asked);
    }

    /** Lets a provider be as its script says. */
    void play(String provider, ProviderScript script) {
        scripts.put(provider, script);
    }

    Node node() {
        return Objects.requireNonNull(node);
    }

    /** Where it keeps its files. */
    Path data() {
        return Objects.requireNonNull(home).folder().toAbsolutePath().resolve("data");
    }

    Stored stored() {
        return new Stored(database.jdbi());
    }

    /** The provider as its file declares it; null when the file did not load. */
    @Nullable Provider provider(String name) {
        return node().beans().providers().find(name);
    }

    long dock(TestDocks.New dock) {
        return TestDocks.add(node(), dock, clock.instant());
    }

    /** A while later somebody asks for a sync; returns when its run, or this part of it, is over. */
    Stored.Event sync(long dock, Duration later) {
        clock.tick(later);
        new QueueStore(database.jdbi(), new ObjectMapper()).enqueue(dock, JobType.MANUAL, List.of(), clock.instant());
        return await(dock);
    }

    /** Moves the clock on and lets workers look for jobs; returns when one let go of the dock's. */
    Stored.Event pass(long dock, Duration time) {
        clock.tick(time);
        stored().rows("select pg_notify(?, '')", QueueStore.CHANNEL);
        return await(dock);
    }

    private Stored.Event await(long dock) {
        Objects.requireNonNull(ends).await(dock);
        return stored().event(dock);
    }
}
