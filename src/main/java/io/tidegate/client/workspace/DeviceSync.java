package io.tidegate.client.workspace;

import io.tidegate.client.ProviderRegistry;
import io.tidegate.client.engine.SyncEngine;
import io.tidegate.client.hook.Hooks;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.client.local.LocalSettings;
import io.tidegate.protocol.wire.SyncScope;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Syncs one workspace at a time: from signing in until signing out, or until another one is chosen. Listeners stay when the
 * workspace changes.
 */
public final class DeviceSync implements AutoCloseable {
    private final SyncSettings settings;
    private final ProviderRegistry providers;
    private final InstantSource time;
    private final RandomGenerator random = new SecureRandom();
    private final Hooks hooks = new Hooks();
    private @Nullable Workspace current;

    /** @param providers with the backend to use, registered before somebody signs in */
    public DeviceSync(SyncSettings settings, ProviderRegistry providers, InstantSource time) {
        this.settings = settings;
        this.providers = providers;
        this.time = time;
    }

    /** Who listens. */
    public Hooks hooks() {
        return hooks;
    }

    /**
     * Opens a workspace and starts to sync it; the one that was open is closed first, and what was written there waits in its
     * file.
     *
     * @param deviceId as the device's token has it
     */
    public synchronized Workspace signIn(SyncScope scope, String deviceId) {
        signOut();
        LocalSettings local = LocalSettings.in(settings.folder(), scope, deviceId)
                .with(settings.limits())
                .only(settings.tables());
        LocalDatabase database = LocalDatabase.open(local, time, random, hooks);
        SyncEngine engine = new SyncEngine(database, providers::getActiveSyncProvider, time, random);
        Workspace opened = new Workspace(database, engine, settings.enabled());
        current = opened;
        opened.start();
        return opened;
    }

    /** The one that is open. */
    public synchronized Optional<Workspace> current() {
        return Optional.ofNullable(current);
    }

    /** Stops to sync, and closes what is open. */
    public synchronized void signOut() {
        Workspace open = current;
        current = null;
        if (open != null) {
            open.close();
        }
    }

    /** Signs out, and disposes of the providers. */
    @Override
    public synchronized void close() {
        signOut();
        providers.dispose();
    }
}
