package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists that seldom or never hold everything: what they lack is gone only once a whole one says so. */
class IncompleteListingTest {
    private static final String MOST_PAGES = ConditionalTest.CONDITIONAL + parameter("mostPages", "2");

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

    private static String parameter(String name, String value) {
        return "\n      - { name: %s, value: \"%s\" }".formatted(name, value);
    }
}
