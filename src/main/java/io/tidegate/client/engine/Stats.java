package io.tidegate.client.engine;

import io.tidegate.client.hook.SyncEvent.StatsUpdated;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.client.local.SyncState;
import io.tidegate.client.outbox.OutboxStore.Amount;

/** How it stands, for those who listen. */
final class Stats {
    private Stats() {}

    static void tell(LocalDatabase database) {
        SyncState state = database.state();
        Amount amount = database.waiting();
        database.hooks().tell(new StatsUpdated(amount.ops(), amount.failed(), state.cursor(), state.lastSyncAt()));
    }
}
