package io.tidegate.route;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for changes in the routes folder and those of its subfolders that count. */
final class FolderWatch implements AutoCloseable {
    private static final long LONGEST_STORM = Duration.ofSeconds(3).toNanos();

    private final RouteFolder folder;
    private final long quiet;
    private final WatchService service;

    /** @param quiet how long nothing may happen before a change counts */
    FolderWatch(RouteFolder folder, Duration quiet) throws IOException {
        this.folder = folder;
        this.quiet = quiet.toNanos();
        service = folder.root().getFileSystem().newWatchService();
        register();
    }

    /** Also finds subfolders that have appeared; a folder that is watched already stays so. */
    void register() throws IOException {
        for (Path path : folder.folders()) {
            path.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        }
    }

    /**
     * Waits for a change and the quiet after it.
     *
     * @param longest how long to wait for a change; null for as long as it takes
     * @return whether something changed; false when the time is up or this is closed
     */
    boolean await(@Nullable Duration longest) throws InterruptedException {
        try {
            WatchKey key = longest == null ? service.take() : service.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
            if (key == null) {
                return false;
            }
            long since = System.nanoTime();
            while (key != null) {
                key.pollEvents();
                key.reset();
                boolean storm = System.nanoTime() - since > LONGEST_STORM;
                key = storm ? null : service.poll(quiet, TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (ClosedWatchServiceException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
