package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.Stored.Change;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.DigitalOceanFixture;
import io.tidegate.testing.Hold;
import io.tidegate.testing.ScriptedList;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a provider tells by itself is applied by the next run of its dock. */
class WebhookTest {
    @RegisterExtension
    static final Hooks HOOKS = new Hooks();

    @RegisterExtension
    static final TestNode node = new TestNode(HOOKS);

    private void tell(long dock, String event, String rest) {
        HOOKS.tell(node, dock, event, node.clock.instant(), rest);
    }

    private void told(long dock, String event, String rest) {
        HOOKS.told(node, dock, event, node.clock.instant().plusSeconds(5), rest);
    }

    private static String named(int id, String name) {
        return droplet(id).replace("droplet-" + id, name);
    }

    @Test
    void an_event_creates_changes_and_deletes_a_record_without_any_request() {
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");

        told(dock, "droplet.created", "\"droplet\":" + droplet(1));
        told(dock, "droplet.renamed", "\"droplet\":" + named(1, "other"));
        told(dock, "droplet.destroyed", "\"droplet\":" + named(1, "other"));

        assertThat(node.provider().requests()).isEmpty();
        assertThat(node.stored().changes(dock))
                .containsExactly(
                        new Change("1", "created", null, null, null),
                        new Change("1", "changed", "/name", "\"droplet-1\"", "\"other\""),
                        new Change("1", "deleted", null, null, null));
        assertThat(node.stored().live(dock, "servers")).isEmpty();
        assertThat(Hooks.log(node, dock)).containsExactly("processed", "processed", "processed");
        assertThat(node.stored()
                        .count(
                                "select count(*) from webhook_logs where dock_id = ? and payload is null and run is not null",
                                dock))
                .isEqualTo(3);
        Stored.Event last = node.stored().event(dock);
        assertThat(last.trigger()).isEqualTo("webhook");
        assertThat(List.of(last.processed(), last.changed(), last.deleted(), last.requests()))
                .containsExactly(1L, 1L, 1L, 0L);
    }

    @Test
    void a_run_that_only_applies_events_says_nothing_of_how_the_dock_is() {
        node.provider().always("/v2/droplets", Answer.status(500));
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");
        node.sync(dock);
        assertThat(node.look(dock).condition().failures()).isEqualTo(1);
        node.stored().execute("delete from sync_queue where dock_id = ?", dock);
        node.stored().execute("update docks set backoff_until = null where id = ?", dock);

        told(dock, "droplet.created", "\"droplet\":" + droplet(1));

        assertThat(node.look(dock).condition().failures()).isEqualTo(1);
        assertThat(node.look(dock).condition().status()).isEqualTo("error");
        assertThat(node.look(dock).condition().lastSync()).isNull();
        assertThat(node.stored().live(dock, "servers")).containsExactly("1");
    }

    @Test
    void a_type_whose_events_carry_no_record_is_listed_anew() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dockWithToken(Hooks.CREDENTIALS);

        told(dock, "project.updated", "\"id\":7");

        assertThat(node.asked()).isNotEmpty().allMatch(url -> url.startsWith("/v2/projects"));
        assertThat(Hooks.log(node, dock)).containsExactly("processed");
    }

    @Test
    void an_event_whose_record_is_not_there_lists_its_type_anew() {
        node.droplets().records(2, TestNode::droplet);
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");

        told(dock, "droplet.created", "\"server\":" + droplet(9));

        assertThat(node.stored().live(dock, "servers")).containsExactly("0", "1");
        assertThat(Hooks.log(node, dock))
                .containsExactly("processed: servers is listed anew, for there is no record at /droplet");
    }

    @Test
    void secrets_of_a_record_never_reach_the_tables() {
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "databases");
        node.stored().execute("update docks set enabled = false where id = ?", dock);
        tell(dock, "database.created", "\"database\":{\"id\":\"a\",\"connection\":{\"password\":\"CANARY\"}}");
        node.stored().execute("update docks set enabled = true where id = ?", dock);
        told(dock, "database.resized", "\"database\":{\"id\":\"a\",\"connection\":{\"password\":\"CANARY\"}}");

        assertThat(node.stored().resource(dock, "databases", "a").data().toString())
                .contains("[redacted]");
        assertThat(node.stored().everything()).noneMatch(row -> row.contains("CANARY"));
    }

    @Test
    void an_event_during_a_run_is_applied_by_another_one_that_lists_nothing() {
        node.droplets().records(1, TestNode::droplet);
        Hold hold = node.provider().hold("/v2/droplets");
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");
        node.enqueue(dock);
        node.provider().awaitRequests("/v2/droplets", 1, TestNode.SOON);

        tell(dock, "droplet.renamed", "\"droplet\":" + named(0, "other"));
        tell(dock, "droplet.created", "\"droplet\":" + droplet(5));
        assertThat(node.stored().job(dock).rerun()).isTrue();
        hold.release();
        node.await(dock);
        node.clock.tick(Duration.ofSeconds(5));
        node.wake();
        node.await(dock);

        assertThat(node.stored().live(dock, "servers")).containsExactly("0", "5");
        assertThat(node.stored().resource(dock, "servers", "0").name()).isEqualTo("other");
        assertThat(node.provider().requests("/v2/droplets")).hasSize(1);
        assertThat(Hooks.log(node, dock)).containsExactly("processed", "processed");
    }

    @Test
    void what_was_received_before_the_process_died_is_applied_by_the_next_one() {
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");
        // nobody claims: as if the process had died in between
        node.stored()
                .execute(
                        "insert into lanes (lane_key, free_at) select lane_key, ? from docks where id = ?",
                        node.clock.instant().plusSeconds(60).atOffset(ZoneOffset.UTC),
                        dock);
        tell(dock, "droplet.created", "\"droplet\":" + droplet(1));
        assertThat(Hooks.log(node, dock)).containsExactly("accepted");
        node.stop();
        node.start();
        assertThat(node.stored().resources(dock, "servers")).isEmpty();

        node.clock.tick(Duration.ofSeconds(61));
        node.wake();
        node.await(dock);

        assertThat(node.stored().live(dock, "servers")).containsExactly("1");
        assertThat(Hooks.log(node, dock)).containsExactly("processed");
    }

    @Test
    void a_deleted_parent_takes_its_children_with_it() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "domains", "dns_records");
        node.sync(dock);

        told(dock, "domain.removed", "\"gone\":true,\"domain\":{\"name\":\"pilots.example\"}");

        assertThat(node.stored().event(dock).deleted()).isEqualTo(5);
        assertThat(node.stored().live(dock, "dns_records")).hasSize(8);
        assertThat(node.stored()
                        .count(
                                "select count(*) from sync_positions where dock_id = ? and parent_key = 'pilots.example'",
                                dock))
                .isZero();
    }

    @Test
    void a_child_is_stored_below_its_parent_unless_that_is_not_known() {
        ScriptedList domains = node.provider().list("/v2/domains", "domains").unpaged();
        domains.records("{\"name\":\"a.example\"}");
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "domains", "dns_records");
        node.provider().list("/v2/domains/a.example/records", "domain_records").unpaged();
        node.sync(dock);

        told(dock, "record.added", "\"domain\":{\"name\":\"a.example\"},\"record\":{\"id\":1,\"name\":\"www\"}");
        told(dock, "record.added", "\"domain\":{\"name\":\"b.example\"},\"record\":{\"id\":2,\"name\":\"www\"}");

        assertThat(node.stored().resources(dock, "dns_records"))
                .extracting(Stored.Resource::parent)
                .containsExactly("a.example");
        assertThat(Hooks.log(node, dock)).containsExactly("processed", "processed: its domains record is not known");
    }

    @Test
    void events_of_a_type_that_the_dock_does_not_want_are_ignored() {
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");

        tell(dock, "database.created", "\"database\":{\"id\":\"a\"}");
        tell(dock, "ping.", "\"zen\":\"x\"");

        assertThat(Hooks.log(node, dock))
                .containsExactly("ignored: the dock does not want its types", "ignored: no type declares this event");
        assertThat(node.stored().count("select count(*) from sync_queue where dock_id = ?", dock))
                .isZero();
    }
}
