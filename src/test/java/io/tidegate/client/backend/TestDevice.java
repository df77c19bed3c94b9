package io.tidegate.client.backend;

import io.tidegate.client.SyncProvider;
import io.tidegate.client.engine.SyncEngine;
import io.tidegate.client.hook.Hooks;
import io.tidegate.client.hook.SyncEvent;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.client.local.LocalRow;
import io.tidegate.client.local.LocalSettings;
import io.tidegate.protocol.wire.SyncScope;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A device whose turns the test takes. */
public final class TestDevice implements AutoCloseable {
    private static final SyncScope SCOPE = SyncScope.of("acme");

    private final List<SyncEvent> events = new ArrayList<>();
    private final LocalDatabase database;
    private final SyncEngine engine;

    private TestDevice(LocalSettings settings, SyncProvider provider, InstantSource time, long seed) {
        Hooks hooks = new Hooks();
        hooks.onAll(events::add);
        Random random = new Random(seed);
        this.database = LocalDatabase.open(settings, time, random, hooks);
        this.engine = new SyncEngine(database, () -> provider, time, random);
    }

    /** Opens the file of a device in a folder of its own. */
    public static TestDevice open(Path folder, String id, SyncProvider provider, InstantSource time) {
        return open(settings(folder, id), provider, time, id.hashCode());
    }

    /** The same for settings and a seed: a device that is opened again has another one. */
    public static TestDevice open(LocalSettings settings, SyncProvider provider, InstantSource time, long seed) {
        return new TestDevice(settings, provider, time, seed);
    }

    /** Of a device's file in a folder of its own. */
    public static LocalSettings settings(Path folder, String id) {
        return LocalSettings.in(folder.resolve(id), SCOPE, id).hasty();
    }

    public LocalDatabase database() {
        return database;
    }

    public SyncEngine engine() {
        return engine;
    }

    /** Pulls until there is no more, pushes until there is no more, and pulls again. */
    public TestDevice sync() {
        pull();
        push();
        pull();
        return this;
    }

    /** Takes turns of pushing until one waits. */
    public void push() {
        int turns = 0;
        while (engine.pushTurn().isZero()) {
            requireEnd(++turns);
        }
    }

    /** Takes turns of pulling until one waits. */
    public void pull() {
        int turns = 0;
        while (engine.pullTurn().isZero()) {
            requireEnd(++turns);
        }
    }

    /** Writes a key and its value. */
    public LocalRow put(String name, @Nullable Object value) {
        return database.transaction(tx -> tx.put("kv", name, value == null ? Map.of() : Map.of("value", value)));
    }

    public boolean delete(String name) {
        return database.transaction(tx -> tx.delete("kv", name));
    }

    /** The value of a key; null where there is none. */
    public @Nullable Object value(String name) {
        LocalRow row = database.get("kv", name);
        return row == null ? null : row.payload().get("value");
    }

    /** What was told of one type. */
    public <E extends SyncEvent> List<E> told(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static void requireEnd(int turns) {
        if (turns > 10_000) {
            throw new IllegalStateException("the turns do not come to an end");
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
