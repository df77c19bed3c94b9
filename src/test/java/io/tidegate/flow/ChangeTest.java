package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static io.tidegate.flow.TestNode.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tidegate.flow.Stored.Change;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.DigitalOceanFixture;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChangeTest {
    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void a_listing_whose_records_are_all_unchanged_writes_no_resource_row_and_no_history() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock();
        node.sync(dock);
        List<String> before = versions(dock);

        Stored.Event second = node.sync(dock);

        assertThat(second.status()).isEqualTo("success");
        assertThat(second.processed()).isEqualTo(30);
        assertThat(second.changed()).isZero();
        assertThat(versions(dock)).isEqualTo(before);
        assertThat(node.stored().changes(dock)).hasSize(30);
    }

    @Test
    void an_unchanged_listing_does_not_write_its_seen_ids_again() {
        node.droplets().records(6, TestNode::droplet).pageSize(2);
        long dock = node.dock("servers");
        node.sync(dock);
        String pages = "select xmin || ' ' || ctid as version from sync_pages where dock_id = ? order by page";
        var before = node.stored().rows(pages, dock);

        node.sync(dock);

        assertThat(node.stored().rows(pages, dock)).hasSize(3).isEqualTo(before);
    }

    @Test
    void a_changed_field_is_one_row_of_history_with_its_pointer_and_both_values() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().change(1, droplet -> {
            droplet.withObject("/image").put("a/b~c", "new");
            return droplet.put("status", "active").put("memory", 8192);
        });

        Stored.Event event = node.sync(dock);

        assertThat(event.changed()).isEqualTo(1);
        assertThat(node.stored().changesAfter(dock, 4))
                .containsExactlyInAnyOrder(
                        new Change("510200102", "changed", "/memory", "2048", "8192"),
                        new Change("510200102", "changed", "/status", "\"off\"", "\"active\""),
                        new Change("510200102", "changed", "/image/a~1b~0c", null, "\"new\""));
        Stored.Resource changed = node.stored().resource(dock, "servers", "510200102");
        assertThat(changed.status()).isEqualTo("running");
        assertThat(changed.changedAt()).isEqualTo(node.clock.instant());
        assertThat(node.stored().resource(dock, "servers", "510200101").changedAt())
                .isBefore(node.clock.instant());
    }

    @Test
    void an_array_that_changes_is_one_row_as_a_whole() {
        node.droplets().records("{\"id\":1,\"list\":[1,2]}");
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().records("{\"id\":1,\"list\":[2,1,3]}");

        node.sync(dock);

        assertThat(node.stored().changesAfter(dock, 1))
                .containsExactly(new Change("1", "changed", "/list", "[1, 2]", "[2, 1, 3]"));
    }

    @Test
    void a_volatile_field_a_reordered_set_an_absent_null_and_another_spelling_of_a_number_write_nothing() {
        node.droplets().records("""
                {"id": 1, "name": "a", "next_backup_window": {"start": "2026-11-22"}, "tags": ["x", "y"],
                 "kernel": null, "size": {"price": 12, "disk": 5}}
                """);
        long dock = node.dock("servers");
        node.sync(dock);
        List<String> before = versions(dock);
        node.droplets().records("""
                {"size": {"disk": 5.0, "price": 1.20e1}, "tags": ["y", "x"], "name": "a", "id": 1,
                 "next_backup_window": {"start": "2026-11-29"}, "image": null}
                """);

        assertThat(node.sync(dock).changed()).isZero();

        assertThat(versions(dock)).isEqualTo(before);
        assertThat(node.stored().changes(dock)).hasSize(1);
    }

    @Test
    void a_set_that_really_changes_is_a_change() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().change(0, droplet -> {
            ((ArrayNode) droplet.get("tags")).add("added");
            return droplet;
        });

        node.sync(dock);

        assertThat(node.stored().changesAfter(dock, 4))
                .singleElement()
                .satisfies(change -> assertThat(change.field()).isEqualTo("/tags"));
    }

    @Test
    void a_new_record_is_one_row_of_history() {
        node.droplets().records(droplet(1));
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().add(droplet(2));

        assertThat(node.sync(dock).changed()).isEqualTo(1);

        assertThat(node.stored().changesAfter(dock, 1)).containsExactly(new Change("2", "created", null, null, null));
    }

    @Test
    void of_two_records_with_one_id_in_a_page_the_last_counts() {
        node.droplets()
                .records(
                        "{\"id\":7,\"name\":\"first\"}",
                        "{\"id\":8,\"name\":\"other\"}",
                        "{\"id\":7,\"name\":\"last\"}");
        long dock = node.dock("servers");

        assertThat(node.sync(dock).status()).isEqualTo("success");

        assertThat(node.stored().resources(dock, "servers"))
                .extracting(Stored.Resource::name)
                .containsExactlyInAnyOrder("last", "other");
        assertThat(node.stored().changes(dock)).hasSize(2);
        assertThat(node.sync(dock).changed()).isZero();
    }

    @Test
    void characters_that_postgresql_refuses_are_taken_out() {
        node.droplets()
                .records(
                        "{\"id\":\"a\\u0000b\",\"name\":\"x\\u0000y\",\"k\\u0000ey\":\"v\"}",
                        "{\"id\":2,\"name\":\"half \\ud83d\",\"whole\":\"\\ud83d\\ude00\",\"literal\":\"\\\\u0000\"}");
        long dock = node.dock("servers");

        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(node.sync(dock).changed()).isZero();

        Stored.Resource first = node.stored().resource(dock, "servers", "ab");
        assertThat(first.name()).isEqualTo("xy");
        assertThat(first.data().path("key").asText()).isEqualTo("v");
        Stored.Resource second = node.stored().resource(dock, "servers", "2");
        assertThat(second.name()).isEqualTo("half ?");
        assertThat(second.data().path("whole").asText()).isEqualTo("😀");
        assertThat(second.data().path("literal").asText()).isEqualTo("\\u0000");
    }

    @Test
    void half_a_surrogate_pair_that_is_encoded_as_if_it_were_a_character_is_taken_out_too() {
        byte[] body = "{\"droplets\":[{\"id\":\"a#\",\"name\":\"b\"}]}".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte each : body) {
            if (each == '#') {
                bytes.writeBytes(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
            } else {
                bytes.write(each);
            }
        }
        node.provider().always("/v2/droplets", Answer.json(200, "").bytes(bytes.toByteArray()));
        long dock = node.dock("servers");

        node.sync(dock);
        Stored.Event second = node.sync(dock);

        assertThat(second.changed()).isZero();
        assertThat(node.stored().changes(dock)).hasSizeLessThan(2);
    }

    @Test
    void ids_that_are_names_with_slashes_and_letters_of_any_script_are_parents_too() {
        String odd = "zöne/ä b?c#d%2Fé";
        node.provider()
                .list("/v2/domains", "domains")
                .records("{\"name\":\"" + odd + "\",\"ttl\":1}", "{\"name\":\"海.example\",\"ttl\":1}");
        node.provider()
                .list("/v2/domains/" + odd + "/records", "domain_records")
                .records("{\"id\":1,\"name\":\"@\"}");
        node.provider().list("/v2/domains/海.example/records", "domain_records").records("{\"id\":2,\"name\":\"@\"}");
        long dock = node.dock("domains", "dns_records");

        Stored.Event event = node.sync(dock);

        assertThat(event.message()).isNull();
        assertThat(event.status()).isEqualTo("success");
        assertThat(node.stored().resources(dock, "dns_records"))
                .extracting(Stored.Resource::parent)
                .containsExactlyInAnyOrder(odd, "海.example");
        assertThat(node.sync(dock).changed()).isZero();
    }

    @Test
    void pages_are_committed_one_by_one() {
        node.droplets().records(5, TestNode::droplet).pageSize(2);
        var hold = node.provider().hold("/v2/domains");
        long dock = node.dock("servers", "domains");

        node.enqueue(dock);
        node.provider().awaitRequests("/v2/domains", 1, TestNode.SOON);

        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 5));
        assertThat(node.stored().event(dock).status()).isEqualTo("started");
        assertThat(node.look(dock).condition().status()).isEqualTo("syncing");
        hold.release();
        node.await(dock);
    }

    private static List<String> versions(long dock) {
        return node
                .stored()
                .rows("select xmin || ' ' || ctid as version from resources where dock_id = ? order by id", dock)
                .stream()
                .map(row -> String.valueOf(row.get("version")))
                .toList();
    }
}
