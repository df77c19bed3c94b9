package io.tidegate.api.catalogue;

import io.tidegate.access.AccessControl;
import io.tidegate.access.AuditStore;
import io.tidegate.account.ApiTokenStore;
import io.tidegate.account.ApiTokens;
import io.tidegate.account.Members;
import io.tidegate.account.OrganizationStore;
import io.tidegate.account.Organizations;
import io.tidegate.alert.AlertStore;
import io.tidegate.alert.channel.ChannelStore;
import io.tidegate.alert.channel.OutboxStore;
import io.tidegate.api.Api;
import io.tidegate.api.ApiJson;
import io.tidegate.api.alert.InstanceAlertOperations;
import io.tidegate.api.connector.ConnectorParts;
import io.tidegate.api.dock.DockParts;
import io.tidegate.budget.BudgetStore;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.roster.Devices;
import io.tidegate.dock.DockEditStore;
import io.tidegate.dock.DockStore;
import io.tidegate.egress.Egress;
import io.tidegate.federation.connector.ConnectionStore;
import io.tidegate.federation.connector.ConnectorRunStore;
import io.tidegate.federation.connector.ConnectorStore;
import io.tidegate.federation.local.KindStore;
import io.tidegate.federation.local.Kinds;
import io.tidegate.provider.Providers;
import io.tidegate.queue.OpenJobStore;
import io.tidegate.route.sight.RouteSights;
import io.tidegate.vault.Vault;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the API works on.
 *
 * @param providers whose docks there may be
 * @param vault asked for when something is to be sealed or opened
 * @param egress whom it may ask by itself
 */
public record Base(
        Settings settings,
        Database database,
        Providers providers,
        Supplier<Vault> vault,
        Egress egress,
        InstantSource clock) {

    /** The API over all this, where no routes run. */
    public Api api() {
        return api(null);
    }

    /**
     * The API over all this.
     *
     * @param routes that run in this process; null for none
     */
    public Api api(@Nullable RouteSights routes) {
        int reserve = settings.sync().reservePercent();
        AuditStore audit = new AuditStore(database.jdbi(), ApiJson.mapper());
        AccessControl control = new AccessControl(new OrganizationScope(database.dataSource()), audit, clock);
        DockParts docks = new DockParts(
                providers,
                vault,
                new BudgetStore(database.jdbi(), ApiJson.mapper(), reserve),
                egress,
                settings.sync().sequential(),
                clock);
        ApiTokens tokens = new ApiTokens(new ApiTokenStore(database.jdbi()), clock);
        Operations.Accounts accounts = new Operations.Accounts(
                new Organizations(new OrganizationStore(database.jdbi()), clock),
                new Members(clock),
                tokens,
                new Devices(tokens, clock),
                audit);
        InstanceAlertOperations.Sources alerts = new InstanceAlertOperations.Sources(
                new AlertStore(database.jdbi(), ApiJson.mapper()),
                new ChannelStore(database.jdbi(), null),
                new OutboxStore(database.jdbi()));
        ConnectorParts connectors = new ConnectorParts(
                new ConnectorStore(database.jdbi(), ApiJson.mapper()),
                new ConnectionStore(database.jdbi(), ApiJson.mapper()),
                new ConnectorRunStore(database.jdbi()),
                new OrganizationStore(database.jdbi()),
                new DockStore(database.jdbi(), ApiJson.mapper()),
                new DockEditStore(database.jdbi(), ApiJson.mapper()));
        Kinds kinds = new Kinds(new KindStore(database.jdbi()), providers);
        OpenJobStore jobs = new OpenJobStore(database.jdbi());
        return new Api(
                Operations.of(
                        docks,
                        accounts,
                        new Operations.Instance(alerts, connectors, kinds, jobs::otherProcesses, routes)),
                control,
                reserve,
                clock);
    }
}
