package io.tidegate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.db.Database;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.WebhookKeyStore;
import io.tidegate.provider.Providers;
import io.tidegate.vault.Vault;
import io.tidegate.webhook.FederationReceiver;
import io.tidegate.webhook.SenderStore;
import io.tidegate.webhook.WebhookReceiver;
import io.tidegate.webhook.WebhookSecrets;
import java.time.InstantSource;
import java.util.Map;

/** The beans that receive what providers and federations send, by the names that routes use. */
final class WebhookBeans {
    private final Map<String, Object> beans;

    WebhookBeans(Database database, Vault vault, DockStore docks, Receiving receiving) {
        beans = Map.of(
                "webhookReceiver",
                new WebhookReceiver(
                        new WebhookReceiver.Docks(new WebhookKeyStore(database.jdbi()), docks),
                        receiving.providers(),
                        new WebhookSecrets(vault),
                        receiving.records(),
                        receiving.json(),
                        receiving.clock()),
                "federationReceiver",
                new FederationReceiver(
                        new FederationReceiver.Senders(new SenderStore(database.jdbi()), vault, docks),
                        receiving.providers(),
                        receiving.records(),
                        receiving.json(),
                        receiving.clock()));
    }

    /** What both of them need. */
    record Receiving(Providers providers, WebhookReceiver.Records records, ObjectMapper json, InstantSource clock) {}

    Map<String, Object> byName() {
        return beans;
    }
}
