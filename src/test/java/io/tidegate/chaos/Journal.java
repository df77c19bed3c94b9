package io.tidegate.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The provider's own record: every request, what it was told, and whether it had been told not to come. */
final class Journal {
    private final List<Entry> entries = new ArrayList<>();
    private final List<Breach> breaches = new ArrayList<>();
    private final Map<Integer, Told> forbidden = new HashMap<>();
    private final Map<Integer, Entry> latest = new HashMap<>();

    /**
     * A request.
     *
     * @param answeredAt when its answer was sent; when it came, where the caller gives up first
     * @param good whether it got the whole page that it asked for
     */
    record Entry(int account, Instant at, Instant answeredAt, String what, boolean good) {}

    /** Until when an account was told not to come, and when it was told that. */
    record Told(Instant at, Instant until, String why) {}

    /** A request that should not have come: into a forbidden window, or beside another of its token. */
    record Breach(
            Entry entry, @Nullable Told told, @Nullable Entry beside) {
        @Override
        public String toString() {
            return told != null
                    ? "token " + entry.account() + " asked for " + entry.what() + " at " + entry.at() + ", told at "
                            + told.at() + " (" + told.why() + ") to wait until " + told.until()
                    : "token " + entry.account() + " asked for " + entry.what() + " at " + entry.at() + " beside "
                            + beside;
        }
    }

    /** Keeps a request and what its answer forbids. */
    synchronized void note(Entry entry, @Nullable Told tells) {
        Told told = forbidden.get(entry.account());
        if (told != null && told.at().isBefore(entry.at()) && entry.at().isBefore(told.until())) {
            breaches.add(new Breach(entry, told, null));
        }
        Entry before = latest.put(entry.account(), entry);
        if (before != null && entry.at().isBefore(before.answeredAt())) {
            breaches.add(new Breach(entry, null, before));
        }
        if (tells != null && (told == null || tells.until().isAfter(told.until()))) {
            forbidden.put(entry.account(), tells);
        }
        entries.add(entry);
        notifyAll();
    }

    /** All requests by account, oldest first. */
    synchronized Map<Integer, List<Entry>> byAccount() {
        return entries.stream().collect(Collectors.groupingBy(Entry::account));
    }

    synchronized List<Breach> breaches() {
        return List.copyOf(breaches);
    }

    synchronized int size() {
        return entries.size();
    }

    /** Waits until so many more requests have come, or until it has waited that long. */
    synchronized void awaitMore(int count, long atMostMillis) throws InterruptedException {
        int wanted = entries.size() + count;
        long end = System.nanoTime() + atMostMillis * 1_000_000;
        for (long left = atMostMillis; entries.size() < wanted && left > 0; ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }
}
