package io.tidegate.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Several workers and a server that counts, in simulated time: requests and answers take their time on the way, overtake
 * each other, and get lost. The permits are real ones.
 */
final class LimitSimulation {
    /** How the server counts: in windows that lie fixed, or by the last requests. */
    enum Counting {
        FIXED,
        SLIDING
    }

    private final BudgetBed bed;
    private final Random random;
    private final Counting counting;
    private final int limit;
    private final Duration window;
    private final boolean tells;
    private final PriorityQueue<Event> events = new PriorityQueue<>((one, other) ->
            one.at.equals(other.at) ? Long.compare(one.number, other.number) : one.at.compareTo(other.at));
    private final Deque<Instant> counted = new ArrayDeque<>();
    private long number;
    private long windowNumber = Long.MIN_VALUE;
    private int used;
    private int losses;

    int sent;
    int refused;
    int early;
    private @Nullable Instant forbiddenUntil;

    private record Event(Instant at, long number, Runnable what) {}

    LimitSimulation(BudgetBed bed, long seed, Counting counting, int limit, Duration window, boolean tells) {
        this.bed = bed;
        this.random = new Random(seed);
        this.counting = counting;
        this.limit = limit;
        this.window = window;
        this.tells = tells;
    }

    /** One of so many requests loses its answer. */
    LimitSimulation loses(int oneOf) {
        losses = oneOf;
        return this;
    }

    /** Lets workers send as fast as they may; returns the share of all that the server would have granted. */
    double run(int workers, int windows) {
        Instant end = bed.clock.instant().plus(window.multipliedBy(windows));
        for (int i = 0; i < workers; i++) {
            after(millis(50), () -> work(null));
        }
        for (Event next = events.poll(); next != null && next.at.isBefore(end); next = events.poll()) {
            bed.clock.set(next.at);
            next.what.run();
        }
        return (double) (sent - refused) / ((long) limit * windows);
    }

    private void work(@Nullable Outcome before) {
        Permit permit = bed.take(before);
        if (permit instanceof Permit.Granted granted) {
            after(millis(200), () -> arrive(granted));
        } else if (permit instanceof Permit.Wait wait) {
            after(Duration.between(bed.clock.instant(), wait.until()), () -> work(null));
        }
    }

    /** The server counts, and its answer goes back. */
    private void arrive(Permit.Granted permit) {
        sent++;
        Instant now = bed.clock.instant();
        boolean granted = count(now);
        refused += granted ? 0 : 1;
        early += forbiddenUntil != null && now.isBefore(forbiddenUntil) ? 1 : 0;
        int remaining = Math.max(0, limit - used());
        Instant reset = reset(now);
        if (!granted || (tells && remaining == 0)) {
            forbiddenUntil = reset;
        }
        boolean lost = losses > 0 && random.nextInt(losses) == 0;
        after(
                millis(lost ? 30_000 : 200),
                () -> work(lost ? BudgetBed.lost(permit) : answer(permit, granted, remaining, reset)));
    }

    private Outcome answer(Permit.Granted permit, boolean granted, int remaining, Instant reset) {
        if (!granted) {
            return bed.refusal(permit, 429, reset);
        }
        return tells ? bed.answer(permit, (long) limit, (long) remaining, reset) : BudgetBed.silent(permit);
    }

    private boolean count(Instant now) {
        if (counting == Counting.FIXED) {
            long current = now.toEpochMilli() / window.toMillis();
            used = current == windowNumber ? used : 0;
            windowNumber = current;
            boolean granted = used < limit;
            used += granted ? 1 : 0;
            return granted;
        }
        while (!counted.isEmpty() && !counted.getFirst().plus(window).isAfter(now)) {
            counted.removeFirst();
        }
        if (counted.size() < limit) {
            counted.addLast(now);
            return true;
        }
        return false;
    }

    private int used() {
        return counting == Counting.FIXED ? used : counted.size();
    }

    private Instant reset(Instant now) {
        return counting == Counting.FIXED
                ? Instant.ofEpochMilli((now.toEpochMilli() / window.toMillis() + 1) * window.toMillis())
                : counted.getFirst().plus(window);
    }

    private Duration millis(int most) {
        return Duration.ofMillis(1 + random.nextInt(most));
    }

    private void after(Duration delay, Runnable what) {
        events.add(new Event(bed.clock.instant().plus(delay), number++, what));
    }
}
