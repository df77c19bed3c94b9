package io.tidegate.device.watch;

import io.tidegate.device.DeviceGateway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All who watch in this process. */
public final class Hub {
    /** So many parts of all who watch are told one after the other that all is well, not all of them at once. */
    public static final int TURNS = 15;

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
     * Tells those whose turn it is that all is well, and ends those of them who may watch no more, or of whom that cannot be
     * asked.
     *
     * @param turn below {@link #TURNS}
     * @param still of these tokens, which open something still; asked once for all
     * @param refusal what the others are told
     */
    public void beat(int turn, Function<Set<Long>, Set<Long>> still, RuntimeException refusal) {
        List<Watcher> now = new ArrayList<>();
        for (Feed feed : all()) {
            feed.watchers().stream()
                    .filter(each -> turn(each.watch().token()) == turn)
                    .forEach(now::add);
            if (turn(feed.workspace()) == turn) {
                // should a notification have been lost
                feed.wake();
            }
        }
        if (now.isEmpty()) {
            return;
        }
        Set<Long> good;
        try {
            good = still.apply(now.stream().map(each -> each.watch().token()).collect(Collectors.toSet()));
        } catch (RuntimeException e) {
            now.forEach(each -> each.end(e));
            return;
        }
        for (Watcher each : now) {
            if (good.contains(each.watch().token())) {
                each.beat();
            } else {
                each.end(refusal);
            }
        }
    }

    /** Numbers are given one after the other, so that each turn has about as many. */
    private static int turn(long number) {
        return (int) (number % TURNS);
    }

    /** Ends all. */
    public void endAll(@Nullable RuntimeException why) {
        all().forEach(feed -> feed.watchers().forEach(each -> each.end(why)));
    }

    private synchronized List<Feed> all() {
        return new ArrayList<>(feeds.values());
    }
}
