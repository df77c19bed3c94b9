package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.queue.JobType;
import io.tidegate.testing.DigitalOceanFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FirstSyncTest {
    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void all_seven_types_land_whole_though_each_takes_several_pages() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock();

        Stored.Event event = node.sync(dock);

        assertThat(event.status()).isEqualTo("success");
        assertThat(event.trigger()).isEqualTo("manual");
        Stored stored = node.stored();
        assertThat(stored.live(dock, "servers")).containsExactly("510200101", "510200102", "510200103", "510200104");
        assertThat(stored.live(dock, "web_services")).hasSize(3);
        assertThat(stored.live(dock, "domains"))
                .containsExactly("harbour-office.example", "ferry-line.example", "pilots.example");
        assertThat(stored.live(dock, "databases")).hasSize(2);
        assertThat(stored.live(dock, "projects")).hasSize(3);
        assertThat(stored.live(dock, "block_volumes")).hasSize(3);
        assertThat(stored.resources(dock, "dns_records"))
                .hasSize(12)
                .filteredOn(record -> record.parent().equals("ferry-line.example"))
                .extracting(Stored.Resource::id)
                .containsExactly("91001001", "91001002", "91001003", "91001004");
        assertThat(event.processed()).isEqualTo(30);
        assertThat(event.changed()).isEqualTo(30);
        assertThat(event.deleted()).isZero();
        assertThat(event.requests())
                .isEqualTo(node.provider().requests().size())
                .isEqualTo(17);
        assertThat(stored.changes(dock)).hasSize(30).allSatisfy(change -> {
            assertThat(change.kind()).isEqualTo("created");
            assertThat(change.field()).isNull();
        });
    }

    @Test
    void a_run_leaves_nothing_of_its_own_in_memory() {
        long dock = node.dock("servers");
        node.sync(dock);
        Object before = described("currentBeanCacheSize");
        node.sync(dock);
        node.sync(dock);
        assertThat(described("currentBeanCacheSize")).isEqualTo(before).isNotEqualTo(0);
        assertThat(described("beanInfoCacheSize")).isEqualTo(100);
    }

    /** What Camel's component for beans says of the descriptions that it keeps. */
    private static Object described(String property) {
        Component beans = node.node().camel().getComponent("bean");
        return PluginHelper.getBeanIntrospection(node.node().camel())
                .getOrElseProperty(beans, property, "unknown", false);
    }

    @Test
    void a_next_link_that_is_relative_to_its_page_is_followed() {
        node.droplets().records(6, TestNode::droplet).pageSize(2).misbehaving((envelope, asked) -> {
            JsonNode link = envelope.at("/links/pages/next");
            if (link.isTextual()) {
                String relative = link.asText().substring(link.asText().indexOf('?'));
                envelope.withObject("/links/pages").put("next", relative);
            }
            return envelope;
        });
        long dock = node.dock("servers");

        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(node.stored().live(dock, "servers")).hasSize(6);
    }

    @Test
    void records_get_their_name_status_word_and_region() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("servers", "web_services", "databases");

        node.sync(dock);

        assertThat(node.stored().resources(dock, "servers"))
                .extracting(Stored.Resource::name, Stored.Resource::status, Stored.Resource::region)
                .containsExactly(
                        tuple("quay-web-01", "running", "fra1"),
                        tuple("quay-web-02", "stopped", "fra1"),
                        tuple("pier-batch-01", "pending", "lon1"),
                        tuple("old-mooring", "archived", "tor1"));
        assertThat(node.stored().resources(dock, "web_services"))
                .extracting(Stored.Resource::name, Stored.Resource::status)
                .containsExactly(
                        tuple("ferry-times", "running"),
                        tuple("berth-booking", "pending"),
                        tuple("tide-tables", "error"));
        assertThat(node.stored().resources(dock, "databases"))
                .extracting(Stored.Resource::status)
                .containsExactly("running", "pending");
    }

    @Test
    void an_unknown_status_is_kept_in_lower_case() {
        node.provider()
                .list("/v2/droplets", "droplets")
                .records("{\"id\":1,\"name\":\"a\",\"status\":\"Rebuilding\"}", "{\"id\":2,\"name\":\"b\"}");
        long dock = node.dock("servers");

        node.sync(dock);

        assertThat(node.stored().resource(dock, "servers", "1").status()).isEqualTo("rebuilding");
        assertThat(node.stored().resource(dock, "servers", "2").status()).isNull();
    }

    @Test
    void each_universal_type_has_a_view_with_typed_columns() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock();

        node.sync(dock);

        assertThat(row("select primary_ip_address, region from servers where dock_id = ? order by id limit 1", dock))
                .containsEntry("primary_ip_address", "203.0.113.21")
                .containsEntry("region", "fra1");
        assertThat(row("""
                        select production_url, environment, git_repo from web_services
                        where dock_id = ? and name = 'ferry-times'
                        """, dock))
                .containsEntry("production_url", "https://times.ferry-line.example")
                .containsEntry("environment", "java")
                .containsEntry("git_repo", "https://git.example/harbour/ferry-times.git");
        assertThat(row("select domain_name, expires_at from domains where dock_id = ? order by id limit 1", dock))
                .containsEntry("domain_name", "harbour-office.example")
                .containsEntry("expires_at", null);
        assertThat(row("select engine, version from databases where dock_id = ? and name = 'berths'", dock))
                .containsEntry("engine", "pg")
                .containsEntry("version", "16");
        assertThat(row("""
                        select size_gb, attached_to_instance, filesystem_type from block_volumes
                        where dock_id = ? and name = 'quay-data'
                        """, dock))
                .containsEntry("size_gb", 100L)
                .containsEntry("attached_to_instance", "510200101")
                .containsEntry("filesystem_type", "ext4");
        assertThat(node.stored().count("select count(*) from projects where dock_id = ?", dock))
                .isEqualTo(3);
    }

    @Test
    void no_secret_of_a_body_and_no_token_stands_in_any_table() {
        DigitalOceanFixture.on(node.provider()).token("canary-token-of-the-dock");
        node.provider().list("/v2/apps", "apps").change(0, app -> {
            app.withObject("/spec/services/0")
                    .withArray("envs")
                    .addObject()
                    .put("key", "API_KEY")
                    .put("type", "SECRET")
                    .put("value", DigitalOceanFixture.CANARY + "env");
            return app;
        });
        long dock = node.dockWithToken("canary-token-of-the-dock");

        assertThat(node.sync(dock).status()).isEqualTo("success");
        node.provider().list("/v2/databases", "databases").change(0, database -> {
            database.withObject("/connection").put("password", DigitalOceanFixture.CANARY + "rotated");
            return database.put("num_nodes", 3);
        });
        Stored.Event second = node.sync(dock);

        assertThat(second.changed()).isEqualTo(1);
        assertThat(node.stored().everything())
                .hasSizeGreaterThan(30)
                .noneMatch(row -> row.contains(DigitalOceanFixture.CANARY))
                .noneMatch(row -> row.contains("canary-token"));
        assertThat(node.stored().changesAfter(dock, 30))
                .extracting(Stored.Change::field)
                .containsExactly("/num_nodes");
    }

    @Test
    void the_credential_goes_to_the_provider_and_nothing_of_ours_goes_with_it() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dockWithToken("the-token", "servers");

        node.sync(dock);

        assertThat(node.provider().requests()).isNotEmpty().allSatisfy(asked -> {
            assertThat(asked.header("authorization")).isEqualTo("Bearer the-token");
            assertThat(asked.header("user-agent")).isEqualTo("Tidegate");
            assertThat(asked.headers().keySet())
                    .isSubsetOf("authorization", "user-agent", "accept", "accept-encoding", "host", "connection");
        });
    }

    @Test
    void the_dock_shows_its_good_run_and_goes_on_at_its_interval() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("projects");

        node.schedule();
        node.wake();
        Stored.Event event = node.await(dock);

        assertThat(event.trigger()).isEqualTo("scheduled");
        assertThat(node.look(dock).condition().status()).isEqualTo("success");
        assertThat(node.look(dock).condition().lastSync()).isEqualTo(node.clock.instant());
        assertThat(node.look(dock).condition().error()).isNull();
        assertThat(node.look(dock).schedule().next())
                .isEqualTo(node.clock.instant().plus(Duration.ofMinutes(1)));
        assertThat(node.stored().job(dock).state()).isEqualTo("completed");
        assertThat(row("select is_healthy, consecutive_failures from sync_state where dock_id = ?", dock))
                .containsEntry("is_healthy", true)
                .containsEntry("consecutive_failures", 0);
    }

    @Test
    void a_dock_that_names_its_types_is_asked_for_those_only() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("projects", "databases");

        assertThat(node.sync(dock).processed()).isEqualTo(5);

        assertThat(node.provider().requests())
                .extracting(asked -> asked.path())
                .containsOnly("/v2/projects", "/v2/databases");
    }

    @Test
    void a_manual_sync_may_name_the_types_it_wants() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock();

        node.queue().enqueue(dock, JobType.MANUAL, List.of("projects"), node.clock.instant());
        assertThat(node.await(dock).processed()).isEqualTo(3);
    }

    @Test
    void full_pages_of_two_hundred_are_asked_for() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("servers");

        node.sync(dock);

        assertThat(node.asked().get(0)).isEqualTo("/v2/droplets?per_page=200");
    }

    private static Map<String, Object> row(String sql, long dock) {
        return node.stored().rows(sql, dock).get(0);
    }
}
