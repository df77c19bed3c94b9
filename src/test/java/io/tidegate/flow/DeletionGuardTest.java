package io.tidegate.flow;

import static io.tidegate.flow.TestNode.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.DigitalOceanFixture;
import io.tidegate.testing.ScriptedList;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deletions that are too many to be believed at once. */
class DeletionGuardTest {
    private static final List<String> ZONES = List.of("harbour-office.example", "ferry-line.example", "pilots.example");

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void a_list_that_suddenly_comes_back_empty_is_held_back_until_someone_confirms() {
        node.droplets().records(3, TestNode::droplet);
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().records();
        node.sync(dock);
        node.sync(dock);
        assertThat(node.stored().live(dock, "servers")).hasSize(3);
        assertThat(node.stored().position(dock, "servers", "").held())
                .contains("3 of 3")
                .contains("confirm");

        node.docks().confirmDeletions(dock, node.clock.tick(Duration.ofSeconds(1)));

        assertThat(node.sync(dock).deleted()).isEqualTo(3);
        assertThat(node.stored().position(dock, "servers", "").held()).isNull();
    }

    @Test
    void a_confirmation_counts_for_what_was_held_and_not_for_what_comes_later() {
        node.droplets().records(3, TestNode::droplet);
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().records();
        node.sync(dock);
        node.sync(dock);
        node.docks().confirmDeletions(dock, node.clock.tick(Duration.ofSeconds(1)));
        node.sync(dock);
        node.droplets().records(4, TestNode::droplet);
        node.sync(dock);
        node.droplets().records();
        node.sync(dock);

        assertThat(node.sync(dock).deleted()).isZero();
        assertThat(node.stored().live(dock, "servers")).hasSize(4);
    }

    @Test
    void three_listings_over_ten_minutes_overrule_the_guard() {
        node.droplets().records(3, TestNode::droplet);
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().records();
        for (int i = 0; i < 4; i++) {
            assertThat(node.sync(dock).deleted()).isZero();
        }
        node.clock.tick(Duration.ofMinutes(6));

        assertThat(node.sync(dock).deleted()).isEqualTo(3);
    }

    @Test
    void two_listings_over_ten_minutes_do_not_overrule_it() {
        node.droplets().records(3, TestNode::droplet);
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().records();
        node.sync(dock);
        node.clock.tick(Duration.ofMinutes(30));

        assertThat(node.sync(dock).deleted()).isZero();
        assertThat(node.sync(dock).deleted()).isEqualTo(3);
    }

    @Test
    void more_than_half_of_more_than_twenty_rows_are_held_back_and_half_of_them_are_not() {
        node.droplets().records(22, TestNode::droplet).pageSize(50);
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().records(10, TestNode::droplet);
        node.sync(dock);
        assertThat(node.sync(dock).deleted()).isZero();
        node.droplets().records(11, TestNode::droplet);

        assertThat(node.sync(dock).deleted()).isEqualTo(11);
        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 11));
    }

    @Test
    void a_held_list_stays_held_over_a_resumed_listing() {
        node.droplets().records(3, TestNode::droplet);
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().records();
        node.sync(dock);
        node.sync(dock);
        node.docks().confirmDeletions(dock, node.clock.tick(Duration.ofSeconds(1)));
        node.stored()
                .execute(
                        "update sync_positions set cursor = ? where dock_id = ?",
                        node.provider().baseUrl() + "/v2/droplets?page=9",
                        dock);

        assertThat(node.sync(dock).deleted()).isZero();
        assertThat(node.stored().position(dock, "servers", "").held()).isNotNull();
        assertThat(node.sync(dock).deleted()).isEqualTo(3);
    }

    @Test
    void child_lists_that_all_come_back_empty_are_held_back_together() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("domains", "dns_records");
        node.sync(dock);
        int records = node.stored().live(dock, "dns_records").size();
        ZONES.forEach(
                zone -> node.provider().list(records(zone), "domain_records").records());
        for (int run = 0; run < 3; run++) {
            assertThat(node.sync(dock).deleted()).isZero();
        }
        assertThat(node.stored().live(dock, "dns_records")).hasSize(records);
        assertThat(node.stored().position(dock, "dns_records", ZONES.get(0)).held())
                .contains(records + " of " + records + " over the lists of all parents");

        node.docks().confirmDeletions(dock, node.clock.tick(Duration.ofSeconds(1)));

        assertThat(node.sync(dock).deleted()).isEqualTo(records);
    }

    @Test
    void one_child_list_that_comes_back_empty_is_believed_when_two_listings_say_so() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("domains", "dns_records");
        node.sync(dock);
        node.provider().list(records(ZONES.get(0)), "domain_records").records();
        assertThat(node.sync(dock).deleted()).isZero();

        assertThat(node.sync(dock).deleted()).isEqualTo(4);
        assertThat(node.stored().position(dock, "dns_records", ZONES.get(0)).held())
                .isNull();
    }

    @Test
    void children_that_went_with_their_parent_do_not_count_against_the_lists_of_others() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("domains", "dns_records");
        node.sync(dock);
        ScriptedList domains = node.provider().list("/v2/domains", "domains");
        domains.remove(2).remove(1);
        node.provider().list(records(ZONES.get(0)), "domain_records").remove(0);
        node.sync(dock);

        assertThat(node.sync(dock).deleted()).isEqualTo(2 + 8 + 1);
        assertThat(node.stored().live(dock, "dns_records")).hasSize(3);
    }

    private static String records(String zone) {
        return "/v2/domains/" + zone + "/records";
    }

    @Test
    void the_guard_looks_at_what_the_provider_listed_not_at_what_our_users_provisioned() {
        ScriptedList databases =
                node.provider().list("/v2/databases", "databases").unpaged();
        databases.records("{\"id\":\"a\"}", "{\"id\":\"b\"}");
        long dock = node.dock("databases");
        node.sync(dock);
        node.stored()
                .execute(
                        "update resources set provisioning_source = 'x' where dock_id = ? and provider_resource_id = 'b'",
                        dock);
        databases.records();

        assertThat(node.sync(dock).deleted()).isZero();
        assertThat(node.stored().position(dock, "databases", "").held()).isNotNull();
    }
}
