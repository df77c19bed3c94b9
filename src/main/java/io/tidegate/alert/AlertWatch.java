package io.tidegate.alert;

import io.tidegate.alert.AlertJudge.Verdict;
import io.tidegate.alert.AlertStore.Changes;
import io.tidegate.alert.AlertStore.Ended;
import io.tidegate.alert.AlertStore.Open;
import io.tidegate.alert.AlertStore.Raised;
import io.tidegate.alert.AlertStore.Seen;
import io.tidegate.alert.RuleStore.Wish;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.provider.Providers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at everything that rules are about, and raises and resolves alerts. Of several nodes one looks. */
public final class AlertWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

    /** An alert that stays as it is, is written again no sooner. */
    private static final Duration SEEN = Duration.ofMinutes(1);

    /** A longer break between two looks is one in which nobody looked, and perhaps nothing ran. */
    private static final Duration GAP = Duration.ofMinutes(1);

    /** After a gap what was left lying is caught up first. */
    private static final Duration CATCHES_UP = Duration.ofMinutes(3);

    private final Stores stores;
    private final Providers providers;
    private final String node;
    private final InstantSource clock;

    /** Since when a value is bad that is not bad for long enough yet. Another node that takes over begins anew. */
    private final Map<Subject.Key, Instant> badSince = new HashMap<>();

    /** Since when a value is good again. */
    private final Map<Subject.Key, Instant> goodSince = new HashMap<>();

    private @Nullable Instant lastLook;
    private Instant caughtUp = Instant.MIN;

    private volatile @Nullable Supplier<Map<String, String>> faults;

    /** What it reads and writes. */
    public record Stores(
            ReadingStore readings,
            RuleStore rules,
            AlertStore alerts,
            FreshnessStore freshness,
            NodeFaultStore faults) {}

    /** @param node the name of this node, as people know it */
    public AlertWatch(Stores stores, Providers providers, String node, InstantSource clock) {
        this.stores = stores;
        this.providers = providers;
        this.node = node;
        this.clock = clock;
    }

    /**
     * Says where this node's faults are told from: why, by the name of a route file that is refused, or by
     * {@link NodeFaultStore#KAFKA}. Routes are loaded after beans are made.
     */
    public void watches(Supplier<Map<String, String>> nodeFaults) {
        faults = nodeFaults;
    }

    /** Says which faults this node has, for whichever node looks. */
    public synchronized void publish() {
        Supplier<Map<String, String>> own = faults;
        if (own != null) {
            stores.faults().note(node, own.get(), clock.instant());
        }
    }

    /** Looks once. */
    public synchronized void look() {
        Instant now = clock.instant();
        settle(now);
        List<Reading> readings =
                new ArrayList<>(stores.readings().measure(stores.freshness().stale(null, providers.all(), now), now));
        Map<Subject.Key, Open> open = new HashMap<>();
        stores.alerts().open().forEach(each -> open.put(each.key(), each));
        if (faults == null) {
            // routes are being loaded: nothing is known of them yet
            open.keySet().removeIf(key -> key.rule().ofNodes());
        } else {
            publish();
            stores.faults().faults(now).forEach(fault -> readings.add(fault.reading()));
        }
        Changes changes = decide(readings, open, now);
        stores.alerts().apply(changes, now);
        lastLook = now;
        changes.raised()
                .forEach(each -> LOG.warn(
                        "alert {}: {}",
                        each.reading().subject().rule().word(),
                        each.reading().words()));
    }

    /** Begins anew when nobody looked for long: what was known of how long values are bad says nothing any more. */
    private void settle(Instant now) {
        Instant last = lastLook;
        if (last == null || now.isBefore(last) || last.plus(GAP).isBefore(now)) {
            badSince.clear();
            goodSince.clear();
            caughtUp = now.plus(CATCHES_UP);
        }
    }

    private Changes decide(List<Reading> readings, Map<Subject.Key, Open> open, Instant now) {
        Map<Long, Map<Rule, Wish>> wishes = stores.rules().wishes();
        Changes changes = new Changes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Set<Subject.Key> read = new HashSet<>();
        for (Reading measured : readings) {
            Subject.Key key = measured.subject().key();
            Reading reading = measured.heldIf(key.rule().ages() && now.isBefore(caughtUp));
            read.add(key);
            RuleSetting setting = setting(wishes, key);
            Open known = open.get(key);
            Verdict verdict = AlertJudge.judge(setting, reading, past(setting, reading, known, now));
            if (verdict == Verdict.RAISE) {
                changes.raised().add(new Raised(reading, setting));
            } else if (known != null && verdict == Verdict.RESOLVE) {
                changes.ended().add(new Ended(known.id(), setting.enabled() ? "cleared" : "switched_off"));
            } else if (known != null && isNews(known, setting, reading, now)) {
                changes.seen().add(new Seen(known.id(), setting.severity(), reading, reading.tells()));
            }
        }
        badSince.keySet().retainAll(read);
        goodSince.keySet().retainAll(read);
        open.forEach((key, known) -> {
            if (!read.contains(key)) {
                // what a node has no fault with any more, it does not speak of
                changes.ended().add(new Ended(known.id(), key.rule().ofNodes() ? "cleared" : "gone"));
            }
        });
        return changes;
    }

    private AlertJudge.Past past(RuleSetting setting, Reading reading, @Nullable Open known, Instant now) {
        Subject.Key key = reading.subject().key();
        return new AlertJudge.Past(
                known != null,
                lasts(badSince, key, reading.value() >= setting.raiseAt(), now),
                lasts(goodSince, key, reading.value() < setting.clearBelow(), now),
                // it is seen again and again as long as there are samples enough
                known == null || reading.tells() ? Duration.ZERO : Duration.between(known.lastSeenAt(), now));
    }

    private static Duration lasts(Map<Subject.Key, Instant> since, Subject.Key key, boolean holds, Instant now) {
        if (!holds) {
            since.remove(key);
            return Duration.ZERO;
        }
        since.putIfAbsent(key, now);
        return Duration.between(since.getOrDefault(key, now), now);
    }

    /** Of what cannot be measured for now, only another severity is: it is to be known when it was measured last. */
    private static boolean isNews(Open known, RuleSetting setting, Reading reading, Instant now) {
        return known.severity() != setting.severity()
                || (reading.tells() && !known.lastSeenAt().plus(SEEN).isAfter(now));
    }

    private static RuleSetting setting(Map<Long, Map<Rule, Wish>> wishes, Subject.Key key) {
        RuleSetting usual = key.rule().usual();
        Wish wish = wishes.getOrDefault(key.organization(), Map.of()).get(key.rule());
        return wish == null ? usual : wish.overOrUsual(usual);
    }
}
