package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.ScriptedList;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A listing that was asked for before an event happened knows less than the event. */
class OlderListingTest {
    @RegisterExtension
    static final Hooks HOOKS = new Hooks();

    @RegisterExtension
    static final TestNode node = new TestNode(HOOKS);

    private void told(long dock, String event, String rest) {
        HOOKS.told(node, dock, event, node.clock.instant().plusSeconds(5), rest);
    }

    /** By a worker whose clock is ten seconds behind what is known. */
    private void syncBefore(long dock) {
        Instant now = node.clock.instant();
        node.clock.set(now.minusSeconds(10));
        node.stored()
                .execute("update lanes set free_at = ?", now.minusSeconds(20).atOffset(ZoneOffset.UTC));
        node.enqueue(dock);
        node.await(dock);
        node.clock.set(now.plusSeconds(10));
    }

    @Test
    void it_does_not_undo_a_change() {
        node.droplets().records(1, TestNode::droplet);
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");
        node.sync(dock);
        node.clock.tick(Duration.ofMinutes(1));
        told(dock, "droplet.renamed", "\"droplet\":" + droplet(0).replace("droplet-0", "told"));

        syncBefore(dock);

        assertThat(node.stored().resource(dock, "servers", "0").name()).isEqualTo("told");
        assertThat(node.stored().changes(dock)).hasSize(2);
        node.sync(dock);
        assertThat(node.stored().resource(dock, "servers", "0").name()).isEqualTo("droplet-0");
    }

    @Test
    void it_does_not_bring_back_what_is_gone() {
        node.droplets().records(2, TestNode::droplet);
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "servers");
        node.sync(dock);
        node.clock.tick(Duration.ofMinutes(1));
        told(dock, "droplet.destroyed", "\"droplet\":" + droplet(1));

        syncBefore(dock);

        assertThat(node.stored().live(dock, "servers")).containsExactly("0");
        assertThat(node.stored().changes(dock)).hasSize(3);
    }

    @Test
    void it_does_not_delete_what_it_could_not_know() {
        ScriptedList databases =
                node.provider().list("/v2/databases", "databases").unpaged();
        databases.records("{\"id\":\"a\"}", "{\"id\":\"b\"}");
        long dock = node.dockWithToken(Hooks.CREDENTIALS, "databases");
        node.sync(dock);
        node.clock.tick(Duration.ofMinutes(1));
        told(dock, "database.created", "\"database\":{\"id\":\"c\"}");

        syncBefore(dock);

        assertThat(node.stored().live(dock, "databases")).containsExactly("a", "b", "c");
        node.sync(dock);
        assertThat(node.stored().live(dock, "databases")).containsExactly("a", "b");
    }
}
