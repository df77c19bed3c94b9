package io.tidegate.mbean;

import io.tidegate.api.Api;
import io.tidegate.budget.LevelStore;
import io.tidegate.budget.LevelStore.Level;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.monitor.health.DockJudge;
import io.tidegate.provider.Providers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what JMX shows in step with what there is, every few seconds and after whatever JMX itself did. */
public final class MBeans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MBeans.class);
    private static final long EVERY_SECONDS = 5;

    private final MBeanServer server;
    private final Sources sources;
    private final Hand hand;
    private final Map<ObjectName, DockBean> docks = new HashMap<>();
    private final Map<ObjectName, BudgetBean> budgets = new HashMap<>();
    private final Map<ObjectName, QueueBean> queues = new HashMap<>();
    private boolean away;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "mbeans");
        worker.setDaemon(true);
        return worker;
    });

    /** What is shown. */
    public record Sources(
            DockStore docks,
            LevelStore levels,
            FreshnessStore freshness,
            SightStore sights,
            Providers providers,
            InstantSource clock) {}

    private MBeans(MBeanServer server, Sources sources, Api api) {
        this.server = server;
        this.sources = sources;
        this.hand = new Hand(api, this::soon);
    }

    /** Registers them from now on until it is closed. */
    public static MBeans open(MBeanServer server, Sources sources, Api api) {
        MBeans beans = new MBeans(server, sources, api);
        ScheduledFuture<?> unused =
                beans.thread.scheduleWithFixedDelay(beans::refresh, 0, EVERY_SECONDS, TimeUnit.SECONDS);
        return beans;
    }

    private void soon() {
        try {
            thread.execute(this::refresh);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed meanwhile");
        }
    }

    /** Looks anew; what cannot be read stays as it was seen last. */
    synchronized void refresh() {
        try {
            Instant now = sources.clock().instant();
            Map<Long, String> slugs = sources.sights().organizations();
            Map<ObjectName, DockBean.Seen> seen = new HashMap<>();
            DockJudge judge = DockJudge.at(now, sources.levels(), sources.freshness(), sources.providers());
            for (Dock dock : sources.docks().all()) {
                String slug = slugs.getOrDefault(
                        dock.owner().organization(), Long.toString(dock.owner().organization()));
                seen.put(Names.dock(slug, dock), new DockBean.Seen(dock, judge.judge(dock), now));
            }
            Map<ObjectName, BudgetBean.Seen> levels = new HashMap<>();
            for (Level level : sources.levels().levels(null, null, now)) {
                Instant reset = sources.levels().forecast(level, now).resetAt();
                levels.put(Names.budget(level), new BudgetBean.Seen(level, reset, now));
            }
            SightStore.Queue queue = sources.sights().queue(now);
            follow(docks, seen, one -> new DockBean(hand, one), DockBean::show);
            follow(budgets, levels, BudgetBean::new, BudgetBean::show);
            follow(
                    queues,
                    Map.of(Names.queue(), queue),
                    one -> new QueueBean(hand, sources.sights()::organizationOf, one),
                    QueueBean::show);
            if (away) {
                LOG.info("what JMX shows can be read again");
                away = false;
            }
        } catch (RuntimeException e) {
            // once, or an hour without a database would be 720 lines
            if (!away) {
                LOG.warn("what JMX shows cannot be read and stays as its SeenAt says: {}", e.getMessage());
                away = true;
            }
        }
    }

    /** Makes beans for what is new, shows the others what they are now, and takes away those of what is gone. */
    private <S, B> void follow(
            Map<ObjectName, B> beans, Map<ObjectName, S> seen, Function<S, B> make, BiConsumer<B, S> show) {
        Set<ObjectName> gone = new HashSet<>(beans.keySet());
        gone.removeAll(seen.keySet());
        gone.forEach(name -> {
            beans.remove(name);
            unregister(name);
        });
        seen.forEach((name, what) -> {
            B bean = beans.get(name);
            if (bean == null) {
                B made = make.apply(what);
                if (register(name, made)) {
                    beans.put(name, made);
                }
            } else {
                show.accept(bean, what);
            }
        });
    }

    private boolean register(ObjectName name, Object bean) {
        try {
            server.registerMBean(bean, name);
            return true;
        } catch (JMException e) {
            LOG.debug("{} is not registered: {}", name, e.getMessage());
            return false;
        }
    }

    private void unregister(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.debug("{} was taken away by somebody else", name);
        } catch (JMException e) {
            LOG.warn("{} cannot be taken away: {}", name, e.getMessage());
        }
    }

    /** Takes all of them away. */
    @Override
    public void close() {
        thread.shutdownNow();
        synchronized (this) {
            for (Map<ObjectName, ?> beans : List.of(docks, budgets, queues)) {
                beans.keySet().forEach(this::unregister);
                beans.clear();
            }
        }
    }
}
