package io.tidegate.api.catalogue;

import io.tidegate.access.AuditStore;
import io.tidegate.account.ApiTokens;
import io.tidegate.account.Members;
import io.tidegate.account.Organizations;
import io.tidegate.api.Operation;
import io.tidegate.api.alert.AlertOperations;
import io.tidegate.api.alert.ChannelOperations;
import io.tidegate.api.alert.InstanceAlertOperations;
import io.tidegate.api.alert.RuleOperations;
import io.tidegate.api.conflict.ConflictOperations;
import io.tidegate.api.conflict.SyncHistoryReads;
import io.tidegate.api.connection.ConnectionOperations;
import io.tidegate.api.connection.OwnConnections;
import io.tidegate.api.connection.UploadOperations;
import io.tidegate.api.connector.ConnectorOperations;
import io.tidegate.api.connector.ConnectorParts;
import io.tidegate.api.connector.ConnectorSecrets;
import io.tidegate.api.connector.ConnectorWrites;
import io.tidegate.api.device.DeviceOperations;
import io.tidegate.api.device.SubscriptionOperations;
import io.tidegate.api.dock.DockActions;
import io.tidegate.api.dock.DockParts;
import io.tidegate.api.dock.DockReads;
import io.tidegate.api.dock.DockWrites;
import io.tidegate.api.error.ErrorGroupOperations;
import io.tidegate.api.figure.FigureReads;
import io.tidegate.api.hook.HookOperations;
import io.tidegate.api.local.KindOperations;
import io.tidegate.api.local.LocalRecordOperations;
import io.tidegate.api.local.PlayerOperations;
import io.tidegate.api.operation.LetterOperations;
import io.tidegate.api.operation.OperationReads;
import io.tidegate.api.organization.MemberOperations;
import io.tidegate.api.organization.OrganizationOperations;
import io.tidegate.api.provider.ProviderReads;
import io.tidegate.api.record.ChangeReads;
import io.tidegate.api.record.ResourceReads;
import io.tidegate.api.route.RouteOperations;
import io.tidegate.api.run.ErrorReads;
import io.tidegate.api.run.EventReads;
import io.tidegate.api.run.JobReads;
import io.tidegate.api.run.LatestReads;
import io.tidegate.api.status.FreshnessReads;
import io.tidegate.api.status.HealthReads;
import io.tidegate.api.status.StatusReads;
import io.tidegate.api.token.TokenOperations;
import io.tidegate.api.trail.AuditReads;
import io.tidegate.device.roster.Devices;
import io.tidegate.federation.local.Kinds;
import io.tidegate.route.sight.RouteSights;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked. */
public final class Operations {
    private Operations() {}

    /** What operations on accounts go through. */
    public record Accounts(
            Organizations organizations, Members members, ApiTokens tokens, Devices devices, AuditStore log) {}

    /**
     * What concerns the whole instance.
     *
     * @param processes how many others there are
     * @param routes of this process; null where none run
     */
    public record Instance(
            InstanceAlertOperations.Sources alerts,
            ConnectorParts connectors,
            Kinds kinds,
            IntSupplier processes,
            @Nullable RouteSights routes) {}

    /**
     * All of them.
     *
     * @param docks what docks are made with
     * @param instance what concerns all organizations, and how many other processes there are
     */
    public static List<Operation> of(DockParts docks, Accounts accounts, Instance instance) {
        return Stream.of(
                        DocumentReads.operations(),
                        new DockReads(docks.providers()).operations(),
                        new DockWrites(docks).operations(),
                        new DockActions(docks).operations(),
                        new ConnectorOperations(instance.connectors()).operations(),
                        new ConnectorWrites(instance.connectors(), docks).operations(),
                        new ConnectorSecrets(instance.connectors(), docks).operations(),
                        new ConnectionOperations(instance.connectors(), docks).operations(),
                        new UploadOperations(instance.connectors(), docks).operations(),
                        OwnConnections.operations(),
                        new HookOperations(docks.providers()).operations(),
                        new StatusReads(docks.providers(), instance.processes()).operations(),
                        new HealthReads(docks.providers()).operations(),
                        new FreshnessReads(docks.providers()).operations(),
                        new ProviderReads(docks.providers()).operations(),
                        ResourceReads.operations(),
                        ChangeReads.operations(),
                        new PlayerOperations(docks.providers()).operations(),
                        new LocalRecordOperations(docks.providers()).operations(),
                        new KindOperations(instance.kinds()).operations(),
                        new ConflictOperations(docks.providers()).operations(),
                        SyncHistoryReads.operations(),
                        JobReads.operations(),
                        EventReads.operations(),
                        LatestReads.operations(),
                        FigureReads.operations(),
                        ErrorReads.operations(),
                        ErrorGroupOperations.operations(),
                        OperationReads.operations(),
                        LetterOperations.operations(),
                        AlertOperations.operations(),
                        RuleOperations.operations(),
                        new ChannelOperations(docks.vault(), docks.egress()).operations(),
                        new InstanceAlertOperations(instance.alerts(), docks.vault(), docks.egress()).operations(),
                        new RouteOperations(instance.routes()).operations(),
                        AuditReads.operations(),
                        AuditReads.ofInstance(accounts.log()),
                        new OrganizationOperations(accounts.organizations()).operations(),
                        new MemberOperations(accounts.members()).operations(),
                        new TokenOperations(accounts.tokens()).operations(),
                        new DeviceOperations(accounts.devices()).operations(),
                        new SubscriptionOperations(docks.providers(), docks.clock()).operations())
                .flatMap(List::stream)
                .toList();
    }
}
