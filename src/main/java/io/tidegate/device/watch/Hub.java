package io.tidegate.device.watch;

import io.tidegate.device.DeviceGateway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All who watch in this process. */
public final class Hub {
    private final DeviceGateway gateway;
    private final Executor reads;
    private final Map<Long, Feed> feeds = new HashMap<>();
    private final Map<Long, Integer> byPerson = new HashMap<>();
    private int watchers;

    /** @param reads reads the ends of logs, and waits for nothing else */
    public Hub(DeviceGateway gateway, Executor reads) {
        this.gateway = gateway;
        this.reads = reads;
    }

    /** How many watch. */
    public synchronized int watchers() {
        return watchers;
    }

    /** How many of a person's devices watch. */
    public synchronized int watchersOf(long person) {
        return byPerson.getOrDefault(person, 0);
    }

    /** Begins to tell somebody. */
    public void join(Watcher watcher) {
        Feed feed;
        synchronized (this) {
            feed = feeds.computeIfAbsent(
                    watcher.watch().device().workspace(), workspace -> new Feed(workspace, gateway, reads));
            feed.watchers().add(watcher);
            watchers++;
            byPerson.merge(watcher.watch().device().person(), 1, Integer::sum);
        }
        feed.wake();
        watcher.begin();
    }

    /** Tells somebody nothing more. */
    public synchronized void leave(Watcher watcher) {
        long workspace = watcher.watch().device().workspace();
        Feed feed = feeds.get(workspace);
        if (feed != null && feed.watchers().remove(watcher)) {
            watchers--;
            byPerson.computeIfPresent(
                    watcher.watch().device().person(), (person, count) -> count == 1 ? null : count - 1);
            if (feed.watchers().isEmpty()) {
                feeds.remove(workspace);
            }
        }
    }

    /** A workspace may have changed; nothing happens where nobody watches it. */
    public void changed(long workspace) {
        Feed feed;
        synchronized (this) {
            feed = feeds.get(workspace);
        }
        if (feed != null) {
            feed.wake();
        }
    }

    /** Any workspace may have changed. */
    public void changed() {
        all().forEach(Feed::wake);
    }

    /**
     * Tells everybody that all is well, and ends those who may watch no more.
     *
     * @param still of these tokens, which open something still; asked once for all
     * @param refusal what the others are told
     * @throws RuntimeException what asking threw; nobody was told anything
     */
    public void beat(Function<Set<Long>, Set<Long>> still, RuntimeException refusal) {
        List<Feed> now = all();
        Set<Long> tokens = new HashSet<>();
        now.forEach(
                feed -> feed.watchers().forEach(each -> tokens.add(each.watch().token())));
        Set<Long> good = tokens.isEmpty() ? Set.of() : still.apply(tokens);
        for (Feed feed : now) {
            for (Watcher each : feed.watchers()) {
                if (good.contains(each.watch().token())) {
                    each.beat();
                } else if (tokens.contains(each.watch().token())) {
                    each.end(refusal);
                }
            }
            // should a notification have been lost
            feed.wake();
        }
    }

    /** Ends all. */
    public void endAll(@Nullable RuntimeException why) {
        all().forEach(feed -> feed.watchers().forEach(each -> each.end(why)));
    }

    private synchronized List<Feed> all() {
        return new ArrayList<>(feeds.values());
    }
}
