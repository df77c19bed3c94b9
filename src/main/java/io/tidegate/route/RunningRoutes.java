package io.tidegate.route;

import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.route.text.RouteFile;
import io.tidegate.route.text.RouteItem.Bean;
import io.tidegate.route.text.RouteItem.Kind;
import io.tidegate.route.text.RouteSet;
import io.tidegate.route.text.RouteSet.Placed;
import io.tidegate.route.trial.Trial.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What runs now, and how it becomes what is to run. Used by one thread at a time. */
final class RunningRoutes {
    /** How long nothing may happen before the change is reported with some routes to follow. */
    private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(500);

    /** How many routes let nothing in at one time: many of them take long to exchange, and their callers wait. */
    private static final int MOST_HELD = 8;

    private static final long BETWEEN_STEPS = TimeUnit.MILLISECONDS.toNanos(10);

    private final LiveContext live;
    private final Providers providers;
    private final Map<String, RouteSwap> swaps = new LinkedHashMap<>();
    private final List<String> done = new ArrayList<>();

    private final Set<String> left = new LinkedHashSet<>();
    private final Map<String, Broken> broken = new LinkedHashMap<>();

    private RouteSet set = RouteSet.EMPTY;

    /** A route that does not run as its file says. */
    private record Broken(String file, Exception reason) {}

    RunningRoutes(LiveContext live, Providers providers) {
        this.live = live;
        this.providers = providers;
    }

    RouteSet set() {
        return set;
    }

    boolean isWaiting() {
        return !swaps.isEmpty();
    }

    boolean isHolding() {
        return held() > 0;
    }

    private long held() {
        return swaps.values().stream().filter(RouteSwap::isHeld).count();
    }

    List<String> waiting() {
        return List.copyOf(swaps.keySet());
    }

    /** The same without routes that are left. */
    List<String> exchanging() {
        return swaps.values().stream()
                .filter(swap -> !isLeft(swap))
                .map(RouteSwap::routeId)
                .toList();
    }

    /** Routes of a file, by its text before or after, that are not yet what it says. */
    List<String> waiting(String file) {
        return swaps.values().stream()
                .filter(swap -> isOf(swap.before(), file) || isOf(swap.after(), file))
                .map(RouteSwap::routeId)
                .toList();
    }

    private static boolean isOf(@Nullable Placed placed, String file) {
        return placed != null && placed.file().name().equals(file);
    }

    /** The routes that were exchanged, added or removed since the last call. */
    List<String> takeDone() {
        List<String> taken = List.copyOf(done);
        done.clear();
        return taken;
    }

    /** Leaves files of some providers to {@link #follow}, which {@link #apply} is about to add; what is only called can wait. */
    void leave(RouteSet files, Predicate<String> providers) {
        files.files().stream()
                .filter(file -> file.isProvider() && files.isOnlyCalled(file))
                .map(RouteFile::name)
                .filter(file -> providers.test(RouteFile.baseName(file)))
                .forEach(left::add);
    }

    boolean isStarting() {
        return !left.isEmpty();
    }

    boolean isLeft(String file) {
        return left.contains(file);
    }

    /**
     * Lets {@link #step} start the routes that were left.
     *
     * @return their files
     */
    Set<String> follow() {
        Set<String> files = Set.copyOf(left);
        left.clear();
        return files;
    }

    /**
     * Makes the accepted files the running ones: what is idle at once, what is at work when {@link #step} finds it
     * idle.
     *
     * @return why files that were tried out well do not run, by file, also those of earlier calls
     */
    Map<String, Exception> apply(Outcome outcome) {
        RouteSet next = outcome.accepted();
        Map<String, Exception> failed = new TreeMap<>();
        Set<String> stale = new LinkedHashSet<>();
        try {
            stale.addAll(exchangeShared(next));
        } catch (Exception e) {
            outcome.changed().forEach(file -> failed.put(file, e));
        }
        Map<String, Placed> now = set.routes();
        Map<String, Placed> then = next.routes();
        broken.forEach((route, one) -> {
            if (outcome.changed().contains(one.file)) {
                stale.add(route);
            }
        });
        plan(now, then, stale);
        catalogue(outcome);
        set = next;
        long until = System.nanoTime() + QUICK;
        int before;
        do {
            before = done.size();
            failed.putAll(step());
            if (done.size() > before) {
                until = System.nanoTime() + QUICK;
            }
            LockSupport.parkNanos(BETWEEN_STEPS);
        } while ((isHolding() || done.size() > before) && System.nanoTime() < until);
        broken.values().forEach(one -> failed.putIfAbsent(one.file, one.reason));
        return failed;
    }

    private void plan(Map<String, Placed> now, Map<String, Placed> then, Set<String> stale) {
        Set<String> ids = new LinkedHashSet<>(then.keySet());
        ids.addAll(now.keySet());
        long time = System.nanoTime();
        for (String id : ids) {
            Placed before = now.get(id);
            Placed after = then.get(id);
            boolean same = before != null && after != null && before.meaning().equals(after.meaning());
            RouteSwap swap = swaps.get(id);
            if (swap != null) {
                swap.change(after);
            } else if (!same || stale.contains(id)) {
                swaps.put(id, new RouteSwap(live, id, before, after, time));
            }
        }
    }

    private void catalogue(Outcome outcome) {
        Set<String> kept = new HashSet<>();
        for (Provider provider : outcome.providers().values()) {
            providers.put(provider);
            kept.add(provider.name());
        }
        for (String file : outcome.changed()) {
            String name = RouteFile.baseName(file);
            boolean declared = set.find(file) != null && file.contains("/");
            if (declared && outcome.accepted().find(file) == null && !kept.contains(name)) {
                providers.remove(name);
            }
        }
    }

    /**
     * Exchanges what has become idle.
     *
     * @return why routes did not start, by file; their last good text runs again
     */
    Map<String, Exception> step() {
        Map<String, Exception> failed = new TreeMap<>();
        Iterator<RouteSwap> each = swaps.values().iterator();
        while (each.hasNext()) {
            RouteSwap swap = each.next();
            boolean hold = swap.before() != null && !swap.isHeld();
            if (isLeft(swap) || (hold && held() >= MOST_HELD)) {
                continue;
            }
            try {
                if (swap.step(System.nanoTime())) {
                    each.remove();
                    broken.remove(swap.routeId());
                    done.add(swap.routeId());
                }
            } catch (Exception e) {
                each.remove();
                Placed after = swap.after();
                failed.put(after == null ? swap.routeId() : after.file().name(), e);
                if (after != null) {
                    broken.put(swap.routeId(), new Broken(after.file().name(), e));
                }
            }
        }
        return failed;
    }

    private boolean isLeft(RouteSwap swap) {
        Placed after = swap.after();
        return after != null && isLeft(after.file().name());
    }

    /** Exchanges templates, configurations and beans; returns routes to make again although their text is the same. */
    private Set<String> exchangeShared(RouteSet next) throws Exception {
        Set<String> templates = exchange(Kind.TEMPLATE, next);
        Set<String> configurations = exchange(Kind.CONFIGURATION, next);
        Set<String> beans = exchangeBeans(next);
        Set<String> stale = new LinkedHashSet<>();
        next.routes().forEach((id, route) -> {
            Placed template = next.template(route.item());
            boolean made =
                    template != null && templates.contains(template.item().id());
            boolean configured = configurations.stream().anyMatch(one -> next.isConfiguredBy(route, one));
            String meaning = route.meaning() + (template == null ? "" : template.meaning());
            boolean names = beans.stream().anyMatch(meaning::contains);
            if (made || configured || names) {
                stale.add(id);
            }
        });
        return stale;
    }

    private Set<String> exchange(Kind kind, RouteSet next) throws Exception {
        Map<String, Placed> before = set.all(kind);
        Map<String, Placed> after = next.all(kind);
        Set<String> changed = new LinkedHashSet<>();
        for (Map.Entry<String, Placed> old : before.entrySet()) {
            Placed same = after.get(old.getKey());
            if (same == null || !same.meaning().equals(old.getValue().meaning())) {
                changed.add(old.getKey());
                if (kind == Kind.TEMPLATE) {
                    live.removeTemplate(old.getKey());
                } else {
                    live.removeConfiguration(old.getValue().item());
                }
            }
        }
        for (Map.Entry<String, Placed> fresh : after.entrySet()) {
            if (!before.containsKey(fresh.getKey()) || changed.contains(fresh.getKey())) {
                live.add(fresh.getValue());
                changed.add(fresh.getKey());
            }
        }
        return changed;
    }

    private Set<String> exchangeBeans(RouteSet next) throws Exception {
        Map<String, Bean> before = set.beans();
        Map<String, Bean> after = next.beans();
        Set<String> changed = new LinkedHashSet<>();
        for (Bean bean : before.values()) {
            Bean same = after.get(bean.name());
            if (same == null || !same.body().meaning().equals(bean.body().meaning())) {
                live.removeBean(bean);
                changed.add(bean.name());
            }
        }
        after.keySet().stream().filter(name -> !before.containsKey(name)).forEach(changed::add);
        for (RouteFile file : next.files()) {
            if (file.beans().stream().anyMatch(bean -> changed.contains(bean.name()) && !bean.isFacts())) {
                live.addBeans(file);
            }
        }
        return changed;
    }
}
