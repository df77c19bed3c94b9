package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.provider.Provider;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.Changed;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dock that is an organization's connection to a federation fails for its connector, and is never stopped itself. */
class ConnectedDockTest {
    private static final String DROPLETS = "/v2/droplets";

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void its_fifth_failure_in_a_row_stops_the_connector() {
        long dock = connected("five", Answer.status(404));
        node.sync(dock);
        for (int minutes : new int[] {2, 4, 8}) {
            node.pass(Duration.ofMinutes(minutes));
            node.await(dock);
        }
        assertThat(connector("five")).containsEntry("status", "active").containsEntry("failures", 4);
        node.sync(dock);
        assertThat(connector("five"))
                .containsEntry("status", "error")
                .containsEntry("failures", 5)
                .containsEntry("told", true);
        assertThat(node.look(dock).condition().stoppedAt()).isNull();
        assertThat(node.stored().event(dock).message()).doesNotContain("stopped");
        assertThat(node.stored()
                        .count(
                                "select count(*) from sync_history where dock_id = ? and status = 'failed'"
                                        + " and ended_at is not null",
                                dock))
                .isEqualTo(5);
    }

    @Test
    void credentials_that_are_refused_count_too_and_a_success_begins_anew() {
        long dock = connected("refused", Answer.status(401));
        node.sync(dock);
        assertThat(node.look(dock).condition().stoppedAt()).isNull();
        assertThat(node.stored().job(dock).state()).isEqualTo("discarded");
        assertThat(connector("refused")).containsEntry("failures", 1);
        node.provider().always(DROPLETS, Answer.json(200, "{\"droplets\":[]}"));
        node.sync(dock);
        assertThat(connector("refused")).containsEntry("failures", 0).containsEntry("status", "active");
    }

    private static long connected(String code, Answer answer) {
        Provider now = node.declared();
        node.node().beans().providers().put(Changed.kind(now, Provider.Kind.CONNECTOR));
        node.provider().always(DROPLETS, answer);
        long dock = node.dock("servers");
        node.stored()
                .execute("insert into connectors (federation_code, name, provider, status, enabled, auth_type,"
                        + " conflict_strategy, cron, created_at, updated_at) values ('" + code
                        + "', 'F', 'digitalocean', 'active',"
                        + " true, 'api_key', 'merge', '0 15 2 * * ?', now(), now())");
        node.stored()
                .execute("update docks set connector_id = (select id from connectors where federation_code = '" + code
                        + "') where id = " + dock);
        node.stored()
                .execute(
                        "insert into connected_organizations (connector_id, org_id, federation_org_id, dock_id, enabled_at)"
                                + " select connector_id, org_id, 'club', id, now() from docks where id = " + dock);
        return dock;
    }

    /** As it is when the worker has let go of the run, which it does after its end is on record. */
    private static Map<String, Object> connector(String code) {
        node.awaitIdle();
        return node.stored()
                .rows(
                        "select status, consecutive_failures as failures, last_error like 'servers: DigitalOcean answered"
                                + " 404%' as told from connectors where federation_code = ?",
                        code)
                .get(0);
    }
}
