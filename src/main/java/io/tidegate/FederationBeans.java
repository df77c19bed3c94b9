package io.tidegate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.federation.connector.ConnectorRunStore;
import io.tidegate.federation.connector.ConnectorRuns;
import io.tidegate.federation.connector.ConnectorStore;
import io.tidegate.federation.connector.HistoryEndStore;
import io.tidegate.federation.connector.HistoryEnds;
import io.tidegate.federation.connector.OldHistory;
import io.tidegate.federation.connector.OldHistoryStore;
import io.tidegate.federation.connector.RunStepStore;
import io.tidegate.federation.upload.UploadStore;
import io.tidegate.federation.upload.Uploads;
import io.tidegate.meter.FlowMeters;
import io.tidegate.provider.Providers;
import io.tidegate.queue.QueueStore;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The beans of the routes that federations need, by the names that routes use. */
final class FederationBeans {
    private final Map<String, Object> beans = new LinkedHashMap<>();

    FederationBeans(
            Settings.Federation settings,
            Database database,
            ObjectMapper json,
            Providers providers,
            FlowMeters meters,
            InstantSource clock) {
        beans.put("uploads", new Uploads(new UploadStore(database.jdbi(), json)));
        beans.put("historyEnds", new HistoryEnds(new HistoryEndStore(database.jdbi()), clock));
        beans.put("oldHistory", new OldHistory(new OldHistoryStore(database.jdbi()), settings.historyKept(), clock));
        beans.put(
                "connectorRuns",
                new ConnectorRuns(
                        new ConnectorRuns.Stores(
                                new ConnectorStore(database.jdbi(), json),
                                new ConnectorRunStore(database.jdbi()),
                                new RunStepStore(database.jdbi()),
                                new QueueStore(database.jdbi(), json)),
                        providers,
                        meters,
                        clock));
    }

    Map<String, Object> byName() {
        return beans;
    }
}
