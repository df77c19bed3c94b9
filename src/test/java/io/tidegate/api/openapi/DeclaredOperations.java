package io.tidegate.api.openapi;

import io.tidegate.access.AuditStore;
import io.tidegate.account.ApiTokenStore;
import io.tidegate.account.ApiTokens;
import io.tidegate.account.Members;
import io.tidegate.account.OrganizationStore;
import io.tidegate.account.Organizations;
import io.tidegate.alert.AlertStore;
import io.tidegate.alert.channel.ChannelStore;
import io.tidegate.alert.channel.OutboxStore;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiJson;
import io.tidegate.api.Operation;
import io.tidegate.api.alert.InstanceAlertOperations;
import io.tidegate.api.catalogue.Operations;
import io.tidegate.api.dock.DockParts;
import io.tidegate.budget.BudgetStore;
import io.tidegate.device.roster.Devices;
import io.tidegate.egress.Egress;
import io.tidegate.federation.local.KindStore;
import io.tidegate.federation.local.Kinds;
import io.tidegate.provider.Providers;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;

/** All operations as they are declared, with nothing behind them that could be asked. */
final class DeclaredOperations {
    private DeclaredOperations() {}

    static List<Operation> all() {
        Jdbi nowhere = Jdbi.create(() -> {
            throw new ConnectionException(new IllegalStateException("operations are declared here, not asked"));
        });
        Clock clock = Clock.systemUTC();
        ApiTokens tokens = new ApiTokens(new ApiTokenStore(nowhere), clock);
        return Operations.of(
                new DockParts(
                        new Providers(),
                        () -> {
                            throw new IllegalStateException("operations are declared here, not asked");
                        },
                        new BudgetStore(nowhere, ApiJson.mapper(), 0),
                        Egress.ofPublic(),
                        false,
                        clock),
                new Operations.Accounts(
                        new Organizations(new OrganizationStore(nowhere), clock),
                        new Members(clock),
                        tokens,
                        new Devices(tokens, clock),
                        new AuditStore(nowhere, ApiJson.mapper())),
                new Operations.Instance(
                        new InstanceAlertOperations.Sources(
                                new AlertStore(nowhere, ApiJson.mapper()),
                                new ChannelStore(nowhere, null),
                                new OutboxStore(nowhere)),
                        ApiFixture.connectors(nowhere),
                        new Kinds(new KindStore(nowhere), new Providers()),
                        () -> 0,
                        null));
    }
}
