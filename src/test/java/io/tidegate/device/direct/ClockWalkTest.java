package io.tidegate.device.direct;

import static io.tidegate.device.Workspaces.device;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.tidegate.client.backend.TestDevice;
import io.tidegate.client.local.LocalSettings;
import io.tidegate.client.local.Stamps;
import io.tidegate.client.outbox.OutboxOp;
import io.tidegate.device.Device;
import io.tidegate.device.Workspaces;
import io.tidegate.device.feed.FillStore;
import io.tidegate.device.feed.Filling;
import io.tidegate.device.feed.SubscriptionStore;
import io.tidegate.device.log.LogStore;
import io.tidegate.device.log.RowStore;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Column;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncTables;
import io.tidegate.protocol.TableSchema;
import io.tidegate.protocol.wire.OpResult.Status;
import io.tidegate.protocol.wire.SyncScope;
import io.tidegate.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each create, update and delete raises its row's clock by one: every table of the registry, by every path. */
class ClockWalkTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Device WALKER = device(1, "walker");
    private static final Device OTHER = device(1, "other");
    private static final String PK = "row";

    @TempDir
    private Path folder;

    private Workspaces in;
    private TestDevice walker;
    private boolean signedIn = true;

    @BeforeEach
    void begin() {
        in = new Workspaces(database);
        DirectSyncProvider provider = new DirectSyncProvider(
                in.gateway,
                (name, refused) -> "token",
                token -> Optional.of(WALKER).filter(device -> signedIn));
        walker = TestDevice.open(
                LocalSettings.in(folder, SyncScope.of(WALKER.slug()), WALKER.id())
                        .hasty(),
                provider,
                in.clock,
                1);
        walker.pull();
    }

    @AfterEach
    void end() {
        walker.engine().disconnect();
        walker.close();
    }

    static Stream<TableSchema> writable() {
        return SyncTables.all().stream().filter(TableSchema::writable);
    }

    @ParameterizedTest
    @MethodSource("writable")
    void each_write_by_a_device_raises_the_clock_by_one(TableSchema table) {
        create(table, 1);
        update(table, 2);
        delete(table, 3);
        create(table, 4);
        retried(table, 6);
        rebased(table, 7);
        lost(table, 9, 10);
        deletedElsewhere(table, 11, 12);
    }

    private void create(TableSchema table, long clock) {
        assertThat(walker.database().get(table.name(), PK)).isNull();
        put(table);
        stands(table, OpKind.PUT, clock);
    }

    private void update(TableSchema table, long clock) {
        put(table);
        stands(table, OpKind.PUT, clock);
    }

    private void delete(TableSchema table, long clock) {
        assertThat(walker.database().<Boolean>transaction(tx -> tx.delete(table.name(), PK)))
                .isTrue();
        stands(table, OpKind.DELETE, clock);
    }

    /** Given up, and written anew when the user says so. */
    private void retried(TableSchema table, long clock) {
        signedIn = false;
        put(table);
        assertThat(local(table)).isEqualTo(clock - 1);
        walker.push();
        signedIn = true;
        in.clock.tick(Duration.ofMinutes(1));
        OutboxOp failed = walker.engine().failed().list().get(0);
        assertThat(walker.engine().failed().retry(failed.opId())).isTrue();
        stands(table, OpKind.PUT, clock);
    }

    /** Written before everything was taken anew, and put on top of it. */
    private void rebased(TableSchema table, long clock) {
        put(table);
        walker.database().<Boolean>unit(unit -> {
            unit.state().outdated();
            return true;
        });
        walker.pull();
        stands(table, OpKind.PUT, clock);
    }

    /** Two devices write at the same clock; who lost writes on top of what won. */
    private void lost(TableSchema table, long wins, long next) {
        put(table);
        assertThat(local(table)).isEqualTo(wins - 1);
        PendingOp higher = elsewhere(table, OpKind.PUT, wins);
        assertThat(in.one(OTHER, higher).status()).isEqualTo(Status.APPLIED);
        walker.push();
        stands(table, OpKind.PUT, wins);
        put(table);
        stands(table, OpKind.PUT, next);
    }

    private void deletedElsewhere(TableSchema table, long deleted, long next) {
        assertThat(in.one(OTHER, elsewhere(table, OpKind.DELETE, deleted)).status())
                .isEqualTo(Status.APPLIED);
        walker.database().<Boolean>unit(unit -> {
            unit.state().outdated();
            return true;
        });
        walker.pull();
        stands(table, OpKind.DELETE, deleted);
        create(table, next);
    }

    private PendingOp elsewhere(TableSchema table, OpKind kind, long clock) {
        ChangeStamp stamp = new ChangeStamp(OTHER.id(), "other-" + clock, in.hlc(7), clock);
        return new PendingOp(table.name(), kind, PK, kind == OpKind.PUT ? payload(table) : null, stamp);
    }

    private void put(TableSchema table) {
        walker.database().write(tx -> tx.put(table.name(), PK, payload(table)));
    }

    /** On the device, and once it is pushed in the row, its tombstone and the log of the server. */
    private void stands(TableSchema table, OpKind kind, long clock) {
        assertThat(local(table)).as(table.name()).isEqualTo(clock);
        walker.push();
        assertThat(walker.database().outbox()).isEmpty();
        assertThat(local(table)).as(table.name()).isEqualTo(clock);
        assertThat(in.texts("select op || clock from change_log order by server_version desc limit 1"))
                .containsExactly(kind.word() + clock);
        assertThat(in.texts("select clock from synced_" + table.name())).containsExactly(String.valueOf(clock));
        assertThat(in.texts("select clock from tombstones"))
                .isEqualTo(kind == OpKind.DELETE ? List.of(String.valueOf(clock)) : List.of());
    }

    private @Nullable Long local(TableSchema table) {
        return walker.database().unit(unit -> {
            var state = unit.rows().state(table.name(), PK);
            return state == null ? null : state.stamp().clock();
        });
    }

    /** What the schema requires. */
    private static Map<String, @Nullable Object> payload(TableSchema table) {
        Map<String, @Nullable Object> payload = new TreeMap<>();
        table.columns().stream()
                .filter(Column::required)
                .forEach(column -> payload.put(
                        column.wire(),
                        switch (column.type()) {
                            case INTEGER -> 1;
                            case CLOCK -> new Hlc(1, 0, 1).toString();
                            default -> "text";
                        }));
        return payload;
    }

    @Test
    void each_way_of_the_provider_flow_raises_the_clock_of_a_resource_by_one() {
        assertThat(SyncTables.all().stream().filter(table -> !table.writable()).map(TableSchema::name))
                .as("a table that devices only read has a walk of its own")
                .containsExactly(SyncTables.RESOURCES);
        execute("delete from resources");
        SubscriptionStore subscriptions = new SubscriptionStore(database.jdbi());
        subscriptions.add(1, "servers", in.clock.instant());
        Filling filling = new Filling(new FillStore(database.jdbi()));
        filling.tick();
        fed(
                "put1",
                "insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, data,"
                        + " fingerprint, first_seen_at, changed_at) values (1, 1, 'acme', 'servers', 'x', '{}', '', now(), now())");
        fed("put2", "update resources set name = 'other', changed_at = now()");
        fed("delete3", "update resources set deleted_at = now()");
        fed("put4", "update resources set deleted_at = null");
        assertThat(subscriptions.end(1, "servers")).isTrue();
        filling.tick();
        last("delete5");
        subscriptions.add(1, "servers", in.clock.instant());
        filling.tick();
        last("put6");
        fed("delete7", "delete from resources");
        subscriptions.end(1, "servers");
        filling.tick();
    }

    private void fed(String last, String sql) {
        execute(sql);
        last(last);
    }

    private void last(String expected) {
        assertThat(in.texts("select op || clock from change_log order by server_version desc limit 1"))
                .containsExactly(expected);
    }

    private static void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    /** Whoever gives a stamp or writes rows and log is walked above; who comes new is added here with a walk. */
    @Test
    void nobody_writes_by_a_path_that_is_not_walked() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("io.tidegate.client", "io.tidegate.device");
        assertThat(callers(classes, Stamps.class, "next")).containsExactly("LocalTransaction", "Restamping");
        assertThat(callers(classes, RowStore.class, "follow")).containsExactly("Writes");
        assertThat(callers(classes, RowStore.class, "tellAgain")).containsExactly("Writes");
        assertThat(callers(classes, LogStore.class, "append")).containsExactly("Writes");
        assertThat(in.texts("select proname from pg_proc where prosrc ~* 'insert into (change_log|synced_)'"))
                .containsExactly("publish_resources");
    }

    private static Set<String> callers(JavaClasses classes, Class<?> owner, String method) {
        return classes.stream()
                .flatMap(each -> each.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(owner)
                        && call.getTarget().getName().equals(method))
                .map(call -> Objects.requireNonNull(call.getOriginOwner()).getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
