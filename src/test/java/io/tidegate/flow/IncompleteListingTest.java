package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static io.tidegate.flow.TestNode.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.simulator.Answer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists that seldom or never hold everything: what they lack is gone only once a whole one says so. */
class IncompleteListingTest {
    private static final String MOST_PAGES = ConditionalTest.CONDITIONAL + parameter("mostPages", "2");
    private static final String INCREMENTAL =
            ConditionalTest.PAGED + parameter("incremental", "since since /created_at");

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void what_lies_beyond_the_last_page_that_is_listed_stays_though_those_before_it_did_not_change()
            throws IOException {
        DeclarationEdit.edit(node, ConditionalTest.PAGED, MOST_PAGES);
        node.droplets().records(4, TestNode::droplet).pageSize(2).withoutTotal().etags("\"%s\"");
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().records(droplet(10), droplet(11), droplet(0), droplet(1), droplet(2), droplet(3));

        for (int i = 0; i < 4; i++) {
            assertThat(node.sync(dock).deleted()).isZero();
        }

        assertThat(node.stored().live(dock, "servers")).containsExactly("0", "1", "2", "3", "10", "11");
    }

    @Test
    void what_one_whole_listing_lacks_is_looked_for_in_another_before_changes_alone_are_asked_for() throws IOException {
        DeclarationEdit.edit(node, ConditionalTest.PAGED, INCREMENTAL);
        node.droplets()
                .records(6, id -> droplet(id).replace("}", ",\"created_at\":\"2026-01-01T00:00:00Z\"}"))
                .unpaged();
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().remove(5);
        node.sync(dock);
        assertThat(node.asked().get(1)).contains("since=");
        node.clock.tick(Duration.ofDays(1));

        node.sync(dock);
        node.sync(dock);

        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 5));
        node.sync(dock);
        assertThat(node.asked().get(4)).contains("since=");
    }

    @Test
    void a_list_that_is_passed_over_does_not_take_the_turn_of_the_others() throws IOException {
        DeclarationEdit.edit(
                node,
                "{ name: parent, value: domains }",
                "{ name: parent, value: domains }" + parameter("cap", "1") + parameter("skipped", "404"));
        node.provider().list("/v2/domains", "domains").records("{\"name\":\"a.test\"}", "{\"name\":\"b.test\"}");
        node.provider().always("/v2/domains/a.test/records", Answer.status(404));
        node.provider().list("/v2/domains/b.test/records", "domain_records").records("{\"id\":1,\"name\":\"www\"}");
        long dock = node.dock("domains", "dns_records");

        node.sync(dock);
        node.sync(dock);

        assertThat(node.stored().live(dock, "dns_records")).containsExactly("1");
    }

    @Test
    void lists_by_a_parameter_that_the_dock_lacks_fail_in_words_and_are_no_fault_of_ours() throws IOException {
        DeclarationEdit.edit(
                node,
                "path, value: /v2/droplets }",
                "path, value: \"/v2/droplets/{each}\" }" + parameter("each", "{dock.areas}"));
        long dock = node.dock("servers");

        Stored.Event event = node.sync(dock);

        assertThat(event.message()).contains("no parameter areas", "--param areas=");
        assertThat(node.stored().count("select count(*) from dead_letters where dock_id = ?", dock))
                .isZero();
    }

    private static String parameter(String name, String value) {
        return "\n      - { name: %s, value: \"%s\" }".formatted(name, value);
    }
}
