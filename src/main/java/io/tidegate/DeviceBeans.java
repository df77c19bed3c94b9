package io.tidegate;

import io.tidegate.db.Database;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.feed.FillStore;
import io.tidegate.device.feed.Filling;
import io.tidegate.device.log.upkeep.LogUpkeep;
import io.tidegate.device.log.upkeep.LogUpkeepStore;
import java.time.InstantSource;
import java.util.Map;

/** The beans of the routes that device sync needs, by the names that routes use. */
final class DeviceBeans {
    private final Map<String, Object> beans;

    DeviceBeans(Database database, InstantSource clock) {
        OrganizationScope scope = new OrganizationScope(database.dataSource());
        beans = Map.of(
                "logUpkeep",
                new LogUpkeep(new LogUpkeepStore(database.jdbi()), scope, clock),
                "subscriptions",
                new Filling(new FillStore(database.jdbi())));
    }

    Map<String, Object> byName() {
        return beans;
    }
}
