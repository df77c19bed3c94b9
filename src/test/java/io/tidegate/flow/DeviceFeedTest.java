package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.DeviceGateway;
import io.tidegate.device.Workspaces;
import io.tidegate.device.feed.Filling;
import io.tidegate.device.feed.SubscriptionStore;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.vault.Owner;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a sync stores of the types that a workspace subscribes to reaches its devices, by the sync's own transactions. */
class DeviceFeedTest {
    private static final long OURS = 1;
    private static final long THEIRS = 2;

    @RegisterExtension
    static final TestNode node = new TestNode();

    /** Notes what is written for workspaces, whatever becomes of the rows later. */
    @BeforeEach
    void watchWrites() {
        node.stored()
                .execute("insert into organizations (id, slug, name, created_at)"
                        + " overriding system value values (2, 'w2', 'Theirs', now())");
        node.stored()
                .execute("insert into people (id, email, name, created_at)"
                        + " overriding system value values (1, 'pat@w1.example', 'Pat', now())");
        node.stored().execute("create table touched (what text, workspace bigint)");
        node.stored().execute("""
                create function touch() returns trigger language plpgsql as $$
                begin
                    insert into public.touched values (tg_table_name, new.workspace_id);
                    return null;
                end $$
                """);
        for (String table : List.of("resource_feed", "server_version_counter", "change_log", "synced_resources")) {
            node.stored()
                    .execute("create trigger touched after insert or update on " + table
                            + " for each row execute function touch()");
        }
    }

    @AfterEach
    void nothingIsLeft() {
        node.stored().execute("drop function touch cascade");
        node.stored().execute("drop table touched");
        for (String table : List.of(
                "device_subscriptions",
                "resources",
                "synced_resources",
                "tombstones",
                "change_log",
                "device_cursors",
                "server_version_counter",
                "people",
                "docks")) {
            node.stored().execute("delete from " + table);
        }
        node.stored().execute("delete from organizations where id = 2");
    }

    @Test
    void created_changed_and_deleted_records_reach_the_log_in_the_transactions_that_store_them() {
        subscribe(OURS);
        node.droplets().records(3, TestNode::droplet);
        long dock = node.dock("servers");

        Stored.Event first = node.sync(dock);
        assertThat(log()).containsExactly(put(1, 0, first), put(2, 1, first), put(3, 2, first));
        assertThat(partedFromTheirRows(0)).isZero();

        node.droplets().change(1, droplet -> droplet.put("status", "off"));
        Stored.Event second = node.sync(dock);
        assertThat(log().subList(3, log().size())).containsExactly("4 put 1 2 run:" + second.id() + ":4");
        assertThat(partedFromTheirRows(3)).isZero();

        node.droplets().remove(2);
        assertThat(node.sync(dock).deleted()).isZero();
        assertThat(log()).as("while it is only missing").hasSize(4);
        Stored.Event third = node.sync(dock);
        assertThat(log().subList(4, log().size())).containsExactly("5 delete 2 2 run:" + third.id() + ":5");
        assertThat(partedFromTheirRows(4)).isZero();

        assertThat(node.sync(dock).changed()).isZero();
        assertThat(log()).as("a sync that finds nothing new").hasSize(5);
        assertThat(node.stored().count("select count(*) from resource_feed")).isZero();
    }

    @Test
    void a_device_pulls_what_a_sync_stored() {
        subscribe(OURS);
        node.droplets().records(2, TestNode::droplet);
        long dock = node.dock("servers");
        Stored.Event run = node.sync(dock);
        node.droplets().change(0, droplet -> droplet.put("name", "renamed"));
        node.sync(dock);

        List<SyncChange> pulled = pull(0);

        assertThat(pulled).extracting(SyncChange::serverVersion).containsExactly(1L, 2L, 3L);
        assertThat(pulled).allSatisfy(change -> {
            assertThat(change.table()).isEqualTo("resources");
            assertThat(change.op()).isEqualTo(OpKind.PUT);
        });
        assertThat(pulled.get(0).stamp().opId()).isEqualTo("run:" + run.id() + ":1");
        assertThat(pulled.get(2).pk()).isEqualTo(pulled.get(0).pk());
        assertThat(pulled.get(2).stamp().clock()).isEqualTo(2);
        assertThat(pulled.get(2).payload())
                .containsEntry("name", "renamed")
                .containsEntry("resourceType", "servers")
                .containsEntry("providerResourceId", "0");
    }

    @Test
    void what_stood_before_comes_when_a_workspace_subscribes_and_leaves_when_it_ends_that() {
        node.droplets().records(3, TestNode::droplet);
        long dock = node.dock("servers");
        node.sync(dock);
        assertThat(log()).isEmpty();

        subscribe(OURS);
        assertThat(pull(0)).hasSize(3).allMatch(change -> change.op() == OpKind.PUT);

        assertThat(subscriptions().end(OURS, "servers")).isTrue();
        node.droplets().add(droplet(3));
        assertThat(node.sync(dock).changed()).isEqualTo(1);
        assertThat(log()).as("what is stored while it ends").hasSize(3);
        fill();
        assertThat(pull(3)).hasSize(3).allMatch(change -> change.op() == OpKind.DELETE);

        node.droplets().add(droplet(4));
        node.droplets().change(0, droplet -> droplet.put("status", "off"));
        assertThat(node.sync(dock).changed()).isEqualTo(2);
        assertThat(log()).hasSize(6);
    }

    @Test
    void other_types_are_not_for_devices() {
        subscribe(OURS);
        node.stored().execute("delete from touched");
        node.provider().list("/v2/databases", "databases").unpaged().records("{\"id\":\"a\"}");
        node.sync(node.dock("databases"));
        assertThat(log()).isEmpty();
        assertThat(touched(OURS)).isEmpty();
    }

    @Test
    void where_nobody_subscribes_a_sync_writes_nothing_for_devices() {
        passes(node.dock("servers"));
        assertThat(node.stored().rows("select * from touched")).isEmpty();
    }

    @Test
    void a_workspace_that_does_not_subscribe_pays_nothing_for_one_that_does() {
        subscribe(THEIRS);
        node.stored().execute("delete from touched");
        passes(node.dock("servers"));
        assertThat(node.stored().rows("select * from touched")).isEmpty();

        node.sync(theirs());
        assertThat(node.stored().rows("select distinct workspace from touched"))
                .containsExactly(Map.of("workspace", THEIRS));
        assertThat(touched(THEIRS))
                .contains("resource_feed", "server_version_counter", "change_log", "synced_resources");
        assertThat(pull(0)).isEmpty();
    }

    /** A first sync, one with a change and a deletion, and one that finds nothing new. */
    private static void passes(long dock) {
        node.droplets().records(4, TestNode::droplet);
        assertThat(node.sync(dock).changed()).isEqualTo(4);
        node.droplets().change(0, droplet -> droplet.put("status", "off")).remove(3);
        node.sync(dock);
        node.sync(dock);
        assertThat(node.sync(dock).changed()).isZero();
        assertThat(node.stored().live(dock, "servers")).hasSize(3);
    }

    /** A dock of the other workspace: its credentials are sealed for that one. */
    private static long theirs() {
        String token = "token of theirs";
        long dock = node.dockWithToken(token, "servers");
        String sealed = node.node().vault().seal(token, new Owner(THEIRS, dock)).toJson();
        node.stored()
                .execute(
                        "update docks set org_id = ?, credentials = cast(? as jsonb) where id = ?",
                        THEIRS,
                        sealed,
                        dock);
        return dock;
    }

    private static void subscribe(long workspace) {
        subscriptions().add(workspace, "servers", node.clock.instant());
        fill();
    }

    private static SubscriptionStore subscriptions() {
        return new SubscriptionStore(node.node().database().jdbi());
    }

    /** As the route that ticks does. */
    private static void fill() {
        ((Filling) Objects.requireNonNull(node.node().beans().byName().get("subscriptions"))).tick();
    }

    private static List<SyncChange> pull(long cursor) {
        var device = Workspaces.device(OURS, "phone");
        var scope = new OrganizationScope(node.node().database().dataSource());
        return new DeviceGateway(scope, node.clock)
                .pull(device, PullRequest.after(Workspaces.scope(device), cursor))
                .changes();
    }

    /** Each entry as its version, op, the record's id at the provider, its clock and its op id. */
    private static List<String> log() {
        return node
                .stored()
                .rows(
                        "select c.server_version || ' ' || c.op || ' ' || r.provider_resource_id || ' ' || c.clock || ' '"
                                + " || c.op_id as entry from change_log c join resources r on r.id::text = c.pk"
                                + " where c.workspace_id = ? order by c.server_version",
                        OURS)
                .stream()
                .map(row -> (String) row.get("entry"))
                .toList();
    }

    private static String put(long version, int id, Stored.Event run) {
        return version + " put " + id + " 1 run:" + run.id() + ":" + version;
    }

    /** Entries after a version that another transaction wrote than their record as it stands. */
    private static long partedFromTheirRows(long version) {
        return node.stored()
                .count(
                        "select count(*) from change_log c join resources r on r.id::text = c.pk"
                                + " where c.server_version > ? and c.xmin <> r.xmin",
                        version);
    }

    private static List<String> touched(long workspace) {
        return node
                .stored()
                .rows("select distinct what from touched where workspace = ? order by what", workspace)
                .stream()
                .map(row -> (String) row.get("what"))
                .toList();
    }
}
