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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at everything that rules are about, and raises and resolves alerts. Of several nodes one looks. */
public final class AlertWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

    /** An alert that stays as it is, is written again no sooner. */
    private static final Duration SEEN = Duration.ofMinutes(1);

    private final Stores stores;
    private final Providers providers;
    private final InstantSource clock;

    /** Since when a value is bad that is not bad for long enough yet. Another node that takes over begins anew. */
    private final Map<Subject.Key, Instant> badSince = new HashMap<>();

    private volatile Supplier<Map<String, String>> faults = Map::of;

    /** What it reads and writes. */
    public record Stores(ReadingStore readings, RuleStore rules, AlertStore alerts, FreshnessStore freshness) {}

    public AlertWatch(Stores stores, Providers providers, InstantSource clock) {
        this.stores = stores;
        this.providers = providers;
        this.clock = clock;
    }

    /** Says where route files are told from that are refused: by name, why. Routes are loaded after beans are made. */
    public void watches(Supplier<Map<String, String>> routeFaults) {
        faults = routeFaults;
    }

    /** Looks once. */
    public synchronized void look() {
        Instant now = clock.instant();
        List<Reading> readings =
                new ArrayList<>(stores.readings().measure(stores.freshness().stale(providers.all(), now), now));
        faults.get()
                .forEach((file, why) -> readings.add(
                        new Reading(new Subject(null, Rule.ROUTE_FILE, "route:" + file, null, null), 1, 0, why)));
        Map<Subject.Key, Open> open = new HashMap<>();
        stores.alerts().open().forEach(each -> open.put(each.key(), each));
        Changes changes = decide(readings, open, now);
        stores.alerts().apply(changes, now);
        changes.raised()
                .forEach(each -> LOG.warn(
                        "alert {}: {}",
                        each.reading().subject().rule().word(),
                        each.reading().words()));
    }

    private Changes decide(List<Reading> readings, Map<Subject.Key, Open> open, Instant now) {
        Map<Long, Map<Rule, Wish>> wishes = stores.rules().wishes();
        Changes changes = new Changes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Set<Subject.Key> read = new HashSet<>();
        for (Reading reading : readings) {
            Subject.Key key = reading.subject().key();
            read.add(key);
            RuleSetting setting = setting(wishes, key);
            if (reading.value() < setting.raiseAt()) {
                badSince.remove(key);
            } else {
                badSince.putIfAbsent(key, now);
            }
            Duration bad = Duration.between(badSince.getOrDefault(key, now), now);
            Open known = open.get(key);
            Verdict verdict = AlertJudge.judge(setting, reading, known != null, bad);
            if (verdict == Verdict.RAISE) {
                changes.raised().add(new Raised(reading, setting));
            } else if (known != null && verdict == Verdict.RESOLVE) {
                changes.ended().add(new Ended(known.id(), setting.enabled() ? "cleared" : "switched_off"));
            } else if (known != null && isNews(known, setting, now)) {
                changes.seen().add(new Seen(known.id(), setting.severity(), reading));
            }
        }
        badSince.keySet().retainAll(read);
        open.forEach((key, known) -> {
            if (!read.contains(key)) {
                // a file that is good again is not told of any more
                changes.ended().add(new Ended(known.id(), key.rule() == Rule.ROUTE_FILE ? "cleared" : "gone"));
            }
        });
        return changes;
    }

    private static boolean isNews(Open known, RuleSetting setting, Instant now) {
        return known.severity() != setting.severity()
                || !known.lastSeenAt().plus(SEEN).isAfter(now);
    }

    private static RuleSetting setting(Map<Long, Map<Rule, Wish>> wishes, Subject.Key key) {
        RuleSetting usual = key.rule().usual();
        Wish wish = wishes.getOrDefault(key.organization(), Map.of()).get(key.rule());
        return wish == null ? usual : wish.overOrUsual(usual);
    }
}
