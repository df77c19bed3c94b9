package io.tidegate.mbean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.api.ApiFixture;
import io.tidegate.budget.LevelStore;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.testing.TestDatabase;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MBeansTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String MAIN = "io.tidegate:type=Dock,organization=default,provider=digitalocean,name=main";

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final ApiFixture fixture = new ApiFixture(database);
    private final MBeans beans = MBeans.open(
            server,
            new MBeans.Sources(
                    new DockStore(database.jdbi(), new ObjectMapper()),
                    new LevelStore(database.jdbi(), 10),
                    new FreshnessStore(database.jdbi()),
                    new SightStore(database.jdbi()),
                    fixture.providers,
                    fixture.clock),
            ApiFixture.over(database.dataSource(), fixture.providers, fixture.vault, fixture.clock));

    @BeforeEach
    void one_dock() {
        database.clear("docks", "sync_queue", "lanes", "budgets", "dead_letters");
        dock(1, "main");
        execute("insert into budgets (provider, scope, scope_id, quota, remaining) values"
                + " ('digitalocean', 'token', 's', 5000, 4000)");
        beans.refresh();
    }

    @AfterEach
    void none_is_left() {
        beans.close();
        assertThat(names()).isEmpty();
    }

    private static void dock(int id, String name) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "insert into docks (id, org_id, name, provider, lane_key, scope_id, credentials, next_sync_at,"
                                        + " created_at, updated_at) values (:id, 1, :name, 'digitalocean', 'l' || :id, 's',"
                                        + " '{\"canary\":\"c4nary\"}', now(), now(), now())")
                        .bind("id", id)
                        .bind("name", name)
                        .execute());
    }

    private static void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    private List<String> names() {
        return server.queryNames(null, null).stream()
                .map(ObjectName::getCanonicalName)
                .filter(name -> name.startsWith("io.tidegate"))
                .toList();
    }

    private Object call(String name, String operation) throws JMException {
        return server.invoke(new ObjectName(name), operation, new Object[0], new String[0]);
    }

    @Test
    void a_dock_a_budget_and_the_queue_are_there_and_none_shows_a_secret() throws JMException {
        assertThat(server.getAttribute(new ObjectName(MAIN), "Status")).isEqualTo("pending");
        ObjectName budget =
                new ObjectName("io.tidegate:type=Budget,provider=digitalocean,scope=token,bucket=\"\",dock=1");
        assertThat(server.getAttribute(budget, "Remaining")).isEqualTo(4000L);
        assertThat(server.getAttribute(new ObjectName("io.tidegate:type=Queue"), "Running"))
                .isEqualTo(0L);
        for (ObjectName name : server.queryNames(new ObjectName("io.tidegate:*"), null)) {
            for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                assertThat(String.valueOf(server.getAttribute(name, attribute.getName())))
                        .as("%s of %s", attribute.getName(), name)
                        .doesNotContain("c4nary");
            }
        }
    }

    @Test
    void what_it_does_goes_the_way_of_the_api_and_stands_in_the_log() throws JMException {
        assertThat(call(MAIN, "syncNow")).asString().contains("\"job\":");
        assertThat(database.texts("select type from sync_queue")).containsExactly("manual");
        call(MAIN, "pause");
        beans.refresh();
        assertThat(server.getAttribute(new ObjectName(MAIN), "Status")).isEqualTo("paused");
        call(MAIN, "resume");
        assertThat(database.texts("select enabled from docks")).containsExactly("t");
        assertThat(database.texts("select concat_ws(' ', actor, action, target, result) from audit_log"))
                .contains("jmx dock.sync docks/1 done", "jmx dock.pause docks/1 done", "jmx dock.resume docks/1 done");
    }

    @Test
    void what_is_shown_is_what_is_told_everywhere() throws JMException {
        ObjectName dock = new ObjectName(MAIN);
        ObjectName budget =
                new ObjectName("io.tidegate:type=Budget,provider=digitalocean,scope=token,bucket=\"\",dock=1");
        execute("update docks set interval_seconds = 60, max_interval_seconds = 600, unchanged_runs = 1000");
        execute("update budgets set reset_at = '2000-01-01T00:00:00Z'");
        execute("insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at) values"
                + " (1, 1, 'l1', 'manual', 1, 'retryable', '" + fixture.clock.instant() + "', '"
                + fixture.clock.instant().minusSeconds(90) + "')");
        beans.refresh();

        assertThat(server.getAttribute(dock, "CurrentIntervalSeconds")).isEqualTo(600L);
        assertThat(server.getAttribute(dock, "SeenAt"))
                .isEqualTo(fixture.clock.instant().toString());
        assertThat(server.getAttribute(budget, "Remaining")).isEqualTo(5000L);
        assertThat(server.getAttribute(budget, "Reset")).isNull();
        assertThat(server.getAttribute(new ObjectName("io.tidegate:type=Queue"), "OldestSeconds"))
                .isEqualTo(90L);
        execute("update docks set enabled = false");
        beans.refresh();
        assertThat(server.getAttribute(dock, "NextSync")).isNull();
    }

    @Test
    void a_dead_letter_is_replayed_and_one_that_is_not_there_is_said_so() throws JMException {
        execute(
                "insert into dead_letters (id, org_id, dock_id, job_id, error_code, error, attempts, created_at, job_type)"
                        + " values (7, 1, 1, 1, 'INTERNAL', 'words', 1, now(), 'scheduled')");
        ObjectName queue = new ObjectName("io.tidegate:type=Queue");
        server.invoke(queue, "replay", new Object[] {7L}, new String[] {"long"});
        assertThat(database.texts("select resolution from dead_letters")).containsExactly("replayed");
        assertThatThrownBy(() -> server.invoke(queue, "replay", new Object[] {8L}, new String[] {"long"}))
                .hasRootCauseMessage("There is no dead letter 8.");
    }

    @Test
    void they_follow_docks_that_come_go_and_are_renamed_whatever_their_names_hold() {
        dock(2, "a,b=\"*?\n:c");
        beans.refresh();
        assertThat(names()).hasSize(4);
        execute("update docks set name = 'other' where id = 2");
        beans.refresh();
        assertThat(names()).hasSize(4).anyMatch(name -> name.contains("name=other"));
        execute("delete from docks where id = 2");
        beans.refresh();
        assertThat(names()).hasSize(3);
    }
}
