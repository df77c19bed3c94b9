package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static io.tidegate.flow.TestNode.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.Stored.Change;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.DigitalOceanFixture;
import io.tidegate.testing.ScriptedList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeletionTest {
    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void where_pages_shift_a_record_goes_when_two_complete_listings_lack_it() {
        node.droplets().records(4, TestNode::droplet).pageSize(2);
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().remove(1);

        assertThat(node.sync(dock).deleted()).isZero();
        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 4));
        Stored.Event second = node.sync(dock);

        assertThat(second.deleted()).isEqualTo(1);
        assertThat(second.changed()).isEqualTo(1);
        assertThat(node.stored().live(dock, "servers")).containsExactly("0", "2", "3");
        assertThat(node.stored().changesAfter(dock, 4)).containsExactly(new Change("1", "deleted", null, null, null));
        assertThat(node.stored().resource(dock, "servers", "1").changedAt()).isEqualTo(node.clock.instant());
    }

    @Test
    void a_record_that_only_one_listing_lacked_counts_from_the_start_again() {
        node.droplets().records(4, TestNode::droplet);
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().remove(3);
        node.sync(dock);
        node.droplets().add(droplet(3));
        assertThat(node.sync(dock).changed()).isZero();
        node.droplets().remove(3);

        node.sync(dock);

        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 4));
    }

    @Test
    void a_list_in_one_page_deletes_at_once() {
        ScriptedList databases =
                node.provider().list("/v2/databases", "databases").unpaged();
        databases.records("{\"id\":\"a\"}", "{\"id\":\"b\"}", "{\"id\":\"c\"}");
        long dock = node.dock("databases");
        node.sync(dock);
        databases.remove(1);

        assertThat(node.sync(dock).deleted()).isEqualTo(1);
        assertThat(node.stored().live(dock, "databases")).containsExactly("a", "c");
    }

    @Test
    void a_returning_record_is_revived_with_one_row_of_history() {
        ScriptedList databases =
                node.provider().list("/v2/databases", "databases").unpaged();
        databases.records("{\"id\":\"a\"}", "{\"id\":\"b\",\"name\":\"before\"}", "{\"id\":\"c\"}");
        long dock = node.dock("databases");
        node.sync(dock);
        databases.remove(1);
        node.sync(dock);
        databases.add("{\"id\":\"b\",\"name\":\"after\"}");

        assertThat(node.sync(dock).changed()).isEqualTo(1);

        assertThat(node.stored().changesAfter(dock, 4)).containsExactly(new Change("b", "returned", null, null, null));
        Stored.Resource back = node.stored().resource(dock, "databases", "b");
        assertThat(back.deleted()).isFalse();
        assertThat(back.name()).isEqualTo("after");
    }

    @Test
    void rows_that_tidegates_own_users_provisioned_are_left() {
        ScriptedList databases =
                node.provider().list("/v2/databases", "databases").unpaged();
        databases.records("{\"id\":\"a\"}", "{\"id\":\"b\"}", "{\"id\":\"c\"}", "{\"id\":\"d\"}");
        long dock = node.dock("databases");
        node.sync(dock);
        node.stored()
                .execute(
                        "update resources set provisioning_source = 'console' where dock_id = ? and provider_resource_id = 'b'",
                        dock);
        databases.remove(2).remove(1);

        node.sync(dock);
        node.sync(dock);

        assertThat(node.stored().live(dock, "databases")).containsExactly("a", "b", "d");
    }

    @Test
    void a_deleted_parent_takes_its_children_and_their_positions_with_it() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("domains", "dns_records");
        node.sync(dock);
        node.provider().list("/v2/domains", "domains").remove(2);
        node.sync(dock);

        Stored.Event event = node.sync(dock);

        assertThat(event.status()).isEqualTo("success");
        assertThat(event.deleted()).isEqualTo(5);
        assertThat(node.stored().live(dock, "dns_records")).hasSize(8);
        assertThat(node.stored().changesAfter(dock, 15))
                .hasSize(5)
                .extracting(Change::kind)
                .containsOnly("deleted");
        assertThat(node.stored().count("""
                        select (select count(*) from sync_positions where dock_id = ? and parent_key = 'pilots.example')
                            + (select count(*) from sync_pages where dock_id = ? and parent_key = 'pilots.example')
                        """, dock, dock)).isZero();
    }

    @Test
    void a_returning_parent_brings_its_children_back() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("domains", "dns_records");
        node.sync(dock);
        node.provider().list("/v2/domains", "domains").remove(2);
        node.sync(dock);
        node.sync(dock);
        node.provider().list("/v2/domains", "domains").add("{\"name\":\"pilots.example\",\"ttl\":5}");

        assertThat(node.sync(dock).changed()).isEqualTo(5);

        assertThat(node.stored().live(dock, "dns_records")).hasSize(12);
        assertThat(node.stored().changesAfter(dock, 20))
                .extracting(Change::kind)
                .containsOnly("returned");
    }

    @Test
    void a_child_listing_deletes_only_within_its_parent() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("domains", "dns_records");
        node.sync(dock);
        node.provider()
                .list("/v2/domains/pilots.example/records", "domain_records")
                .remove(0);
        node.sync(dock);

        assertThat(node.sync(dock).deleted()).isEqualTo(1);

        assertThat(node.stored().live(dock, "dns_records")).hasSize(11).doesNotContain("91002001");
    }

    @Test
    void a_failed_listing_deletes_nothing_and_keeps_the_pages_before() {
        node.droplets().records(6, TestNode::droplet).pageSize(2);
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets()
                .records(6, i -> droplet(10 + i))
                .misbehaving((page, asked) -> "3".equals(asked.query().get("page")) ? page.without("droplets") : page);

        for (int i = 0; i < 4; i++) {
            assertThat(node.sync(dock).status()).isEqualTo("failed");
        }

        assertThat(node.stored().live(dock, "servers"))
                .containsAll(ids(0, 6))
                .contains("10", "11", "12", "13")
                .hasSize(10);
    }

    @Test
    void a_resumed_listing_deletes_nothing_and_the_next_whole_one_does() {
        node.droplets().records(6, TestNode::droplet).pageSize(2);
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().remove(0);
        node.sync(dock);
        Answer down = Answer.status(500);
        node.provider().always("/v2/droplets", asked -> {
            node.provider().always("/v2/droplets", down);
            return Answer.json(
                    200,
                    page(
                            "[" + droplet(1) + "," + droplet(2) + "]",
                            node.provider().baseUrl()));
        });
        assertThat(node.sync(dock).status()).isEqualTo("failed");
        node.provider().normally("/v2/droplets");

        assertThat(node.sync(dock).deleted()).isZero();
        assertThat(node.stored().position(dock, "servers", "").inOneGo()).isFalse();
        assertThat(node.sync(dock).deleted()).isEqualTo(1);
    }

    private static String page(String droplets, String origin) {
        return "{\"droplets\":" + droplets + ",\"links\":{\"pages\":{\"next\":\"" + origin + "/v2/droplets?page=2\"}}}";
    }
}
