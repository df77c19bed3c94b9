package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.Stored.Change;
import io.tidegate.simulator.Answer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever comes in whatever order, what is known of a record is the newest. */
class WebhookOrderTest {
    private static final String OLDER_EVENT = "processed: older than an event before it";
    private static final String OLDER_LIST = "processed: older than what the provider listed since";

    @RegisterExtension
    static final Hooks HOOKS = new Hooks();

    @RegisterExtension
    static final TestNode node = new TestNode(HOOKS);

    private static String named(int id, String name) {
        return "\"droplet\":" + droplet(id).replace("droplet-" + id, name);
    }

    private void told(long dock, String event, Instant at, String rest) {
        HOOKS.told(node, dock, event, at, rest);
    }

    private String name(long dock, int id) {
        return String.valueOf(
                node.stored().resource(dock, "servers", Integer.toString(id)).name());
    }

    @Test
    void an_event_that_is_older_than_the_listing_changes_nothing() {
        node.droplets().records(2, TestNode::droplet);
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");
        node.sync(dock);
        Instant before = node.clock.instant().minusSeconds(1);

        told(dock, "droplet.renamed", before, named(1, "old"));
        told(dock, "droplet.destroyed", before, named(0, "old"));
        told(dock, "droplet.created", before, named(7, "old"));

        assertThat(node.stored().live(dock, "servers")).containsExactly("0", "1");
        assertThat(name(dock, 1)).isEqualTo("droplet-1");
        assertThat(Hooks.log(node, dock)).containsExactly(OLDER_LIST, OLDER_LIST, OLDER_LIST);
        assertThat(node.stored().changes(dock)).hasSize(2);
    }

    @Test
    void a_listing_after_the_event_says_what_is() {
        node.droplets().records(1, TestNode::droplet);
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");
        node.sync(dock);
        told(dock, "droplet.renamed", node.clock.instant().plusSeconds(5), named(0, "told"));
        assertThat(name(dock, 0)).isEqualTo("told");

        node.sync(dock);

        assertThat(name(dock, 0)).isEqualTo("droplet-0");
    }

    @Test
    void a_record_that_an_event_created_is_no_news_to_the_listing() {
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");
        told(dock, "droplet.created", node.clock.instant().plusSeconds(5), named(3, "droplet-3"));
        node.droplets().records(droplet(3));

        assertThat(node.sync(dock).changed()).isZero();

        assertThat(node.stored().changes(dock)).containsExactly(new Change("3", "created", null, null, null));
    }

    @Test
    void deliveries_out_of_order_converge_by_when_they_happened() {
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");
        Instant first = node.clock.instant();
        node.clock.tick(Duration.ofSeconds(30));

        told(dock, "droplet.renamed", first.plusSeconds(20), named(1, "third"));
        told(dock, "droplet.created", first, named(1, "first"));
        told(dock, "droplet.renamed", first.plusSeconds(10), named(1, "second"));

        assertThat(name(dock, 1)).isEqualTo("third");
        assertThat(Hooks.log(node, dock)).containsExactly("processed", OLDER_EVENT, OLDER_EVENT);
    }

    @Test
    void what_is_gone_is_not_brought_back_by_an_event_from_before() {
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");
        Instant first = node.clock.instant();
        node.clock.tick(Duration.ofSeconds(30));

        told(dock, "droplet.destroyed", first.plusSeconds(20), named(1, "gone"));
        told(dock, "droplet.created", first, named(1, "first"));

        assertThat(node.stored().live(dock, "servers")).isEmpty();
        assertThat(node.stored().changes(dock)).isEmpty();

        told(dock, "droplet.created", node.clock.instant(), named(1, "again"));
        assertThat(node.stored().changes(dock)).containsExactly(new Change("1", "returned", null, null, null));
    }

    @Test
    void a_clock_of_the_provider_that_runs_ahead_lets_nothing_win_for_ever() {
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");

        told(dock, "droplet.renamed", Instant.parse("2099-01-01T00:00:00Z"), named(1, "ahead"));
        told(dock, "droplet.renamed", node.clock.instant().plusSeconds(5), named(1, "now"));

        assertThat(name(dock, 1)).isEqualTo("now");
    }

    @Test
    void of_a_listing_cut_short_only_what_it_listed_is_newer() {
        node.droplets().records(4, TestNode::droplet).pageSize(2);
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");
        node.sync(dock);
        Instant before = node.clock.instant().plusSeconds(30);
        node.provider().always("/v2/droplets", asked -> {
            node.provider().always("/v2/droplets", Answer.status(404));
            return Answer.json(
                    200,
                    "{\"droplets\":[" + droplet(0) + "," + droplet(1) + "],\"links\":{\"pages\":{\"next\":\""
                            + node.provider().baseUrl() + "/v2/droplets?page=2\"}}}");
        });
        node.sync(dock);
        node.stored().execute("update docks set backoff_until = null where id = ?", dock);
        node.stored().execute("delete from sync_queue where dock_id = ?", dock);

        told(dock, "droplet.renamed", before, named(1, "told"));
        told(dock, "droplet.renamed", before, named(3, "told"));

        assertThat(name(dock, 1)).isEqualTo("droplet-1");
        assertThat(name(dock, 3)).isEqualTo("told");
    }
}
