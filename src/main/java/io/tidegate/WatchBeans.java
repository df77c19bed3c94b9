package io.tidegate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.alert.AlertStore;
import io.tidegate.alert.AlertWatch;
import io.tidegate.alert.NodeFaultStore;
import io.tidegate.alert.ReadingStore;
import io.tidegate.alert.RuleStore;
import io.tidegate.alert.channel.AlertForm;
import io.tidegate.alert.channel.AlertHttp;
import io.tidegate.alert.channel.AlertMail;
import io.tidegate.alert.channel.AlertOutbox;
import io.tidegate.alert.channel.OutboxStore;
import io.tidegate.budget.LevelStore;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.egress.Egress;
import io.tidegate.monitor.health.HealthHistory;
import io.tidegate.monitor.health.HealthHistoryStore;
import io.tidegate.monitor.rollup.RollupStore;
import io.tidegate.monitor.rollup.Rollups;
import io.tidegate.provider.Providers;
import io.tidegate.vault.Vault;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The beans of the routes that watch, by the names that routes use: figures, health, and alerts with who is told. */
final class WatchBeans {
    private final Map<String, Object> beans = new LinkedHashMap<>();
    private final AlertWatch alertWatch;

    /**
     * Makes them.
     *
     * @param egress whom alerts may be told
     */
    WatchBeans(Settings settings, Database database, Vault vault, Egress egress, Watched watched) {
        InstantSource clock = watched.clock();
        FreshnessStore freshness = new FreshnessStore(database.jdbi());
        beans.put("rollups", new Rollups(new RollupStore(database.jdbi()), clock));
        beans.put(
                "healthHistory",
                new HealthHistory(
                        watched.docks(),
                        watched.levels(),
                        freshness,
                        new HealthHistoryStore(database.jdbi()),
                        watched.providers(),
                        clock));
        alertWatch = new AlertWatch(
                new AlertWatch.Stores(
                        new ReadingStore(database.jdbi(), watched.levels()),
                        new RuleStore(database.jdbi()),
                        new AlertStore(database.jdbi(), watched.json()),
                        freshness,
                        new NodeFaultStore(database.jdbi())),
                watched.providers(),
                settings.sync().node(),
                clock);
        AlertMail alertMail = new AlertMail(settings.mail());
        beans.put("alertWatch", alertWatch);
        beans.put("alertOutbox", new AlertOutbox(new OutboxStore(database.jdbi()), watched.json(), clock));
        beans.put("alertForm", new AlertForm(watched.json()));
        beans.put("alertHttp", new AlertHttp(egress, vault, clock));
        beans.put("alertMail", alertMail);
        beans.put("alertMailSession", alertMail.session());
    }

    /** What they look at. */
    record Watched(DockStore docks, LevelStore levels, Providers providers, ObjectMapper json, InstantSource clock) {}

    Map<String, Object> byName() {
        return beans;
    }

    AlertWatch alertWatch() {
        return alertWatch;
    }
}
