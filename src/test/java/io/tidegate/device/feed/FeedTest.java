package io.tidegate.device.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FeedTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SubscriptionStore subscriptions = new SubscriptionStore(database.jdbi());
    private final Filling filling = new Filling(new FillStore(database.jdbi()));
    private long org;

    @BeforeEach
    void anOrganization() {
        database.jdbi().useHandle(handle -> {
            handle.execute("delete from organizations");
            handle.execute("delete from resources");
            handle.execute("delete from synced_resources");
        });
        org = organization("acme");
    }

    @Test
    void nothing_is_appended_for_who_does_not_subscribe() {
        add(3);
        assertThat(log()).isEmpty();
        assertThat(count("select count(*) from server_version_counter")).isZero();
    }

    @Test
    void what_stands_is_appended_in_batches_and_then_what_comes_as_it_comes() {
        add(450);
        subscribe();
        assertThat(log()).hasSize(450).allMatch(each -> each.contains(" put 1 run:0:"));
        assertThat(subscriptions.find(org, "servers").orElseThrow())
                .isEqualTo(new Subscription("servers", Subscription.State.LIVE, 450, 450, NOW));

        execute("update resources set name = 'other', changed_at = now() where provider_resource_id = '7'");
        execute("update resources set missing_since = now(), missing_listings = 1");
        execute("update resources set deleted_at = now() where provider_resource_id in ('8', '9')");
        execute("update resources set deleted_at = null where provider_resource_id = '9'");

        assertThat(log().subList(450, 454))
                .satisfiesExactly(
                        each -> assertThat(each).contains("451 put 2"),
                        each -> assertThat(each).contains("452 delete 2"),
                        each -> assertThat(each).contains("453 delete 2"),
                        each -> assertThat(each).contains("454 put 3"));
        assertThat(count("select version from server_version_counter")).isEqualTo(454);
        assertThat(count("select count(*) from tombstones")).isEqualTo(1);
        assertThat(count("select count(*) from resource_feed")).isZero();
        assertThat(text("select payload - 'dockId' from change_log where server_version = 451"))
                .isEqualTo(
                        "{\"data\": {\"n\": 7}, \"name\": \"other\", \"status\": \"active\", \"provider\": \"acme\", "
                                + "\"parentKey\": \"\", \"resourceType\": \"servers\", \"providerResourceId\": \"7\"}");
    }

    @Test
    void what_was_stored_by_a_transaction_that_did_not_see_the_subscription_is_not_missed() throws SQLException {
        add(1);
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update resources set name = 'late', changed_at = now()");
            subscribe();
            assertThat(log()).isEmpty();
            connection.commit();
        }
        filling.tick();
        assertThat(log()).hasSize(1);
        assertThat(count("select count(*) from change_log where payload ->> 'name' = 'late'"))
                .isEqualTo(1);
    }

    @Test
    void an_ended_subscription_takes_away_what_devices_have_and_one_made_anew_brings_it_back() {
        add(250);
        subscribe();
        assertThat(subscriptions.end(org, "servers")).isTrue();
        assertThat(subscriptions.end(org, "servers")).isFalse();
        filling.tick();
        assertThat(log()).hasSize(500);
        assertThat(log().get(499)).contains("500 delete 2");
        assertThat(subscriptions.list(org)).isEmpty();
        subscribe();
        assertThat(log()).hasSize(750);
        assertThat(log().get(749)).contains("750 put 3");
        assertThat(count("select count(*) from tombstones")).isZero();
    }

    @Test
    void what_is_removed_with_its_dock_or_moves_to_another_organization_leaves() {
        long other = organization("other");
        add(3);
        subscribe();
        execute("delete from resources where provider_resource_id = '1'");
        execute("update resources set org_id = " + other + " where provider_resource_id = '2'");
        assertThat(log().subList(3, 5)).allMatch(each -> each.contains(" delete 2"));
        execute("delete from organizations where id = " + org);
        execute("delete from resources");
        assertThat(count("select count(*) from change_log")).isZero();
    }

    @Test
    void data_that_is_too_large_for_a_device_is_left_out() {
        subscribe();
        execute(
                "insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, data, fingerprint,"
                        + " first_seen_at, changed_at) values (" + org + ", 1, 'acme', 'servers', 'x',"
                        + " jsonb_build_object('a', repeat('b', 70000)), '', now(), now())");
        assertThat(count("select count(*) from change_log where payload -> 'data' is null"))
                .isEqualTo(1);
    }

    @Test
    void transactions_of_many_docks_give_one_dense_order() {
        subscribe();
        LongStream.range(0, 40)
                .parallel()
                .forEach(dock -> database.jdbi().useTransaction(handle -> {
                    for (int i = 0; i < 5; i++) {
                        handle.execute(
                                "insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, data,"
                                        + " fingerprint, first_seen_at, changed_at) values (?, ?, 'acme', 'servers', ?, '{}', '', now(), now())",
                                org,
                                dock,
                                "r" + i);
                    }
                }));
        assertThat(log()).hasSize(200);
        assertThat(count("select count(*) from (select server_version, row_number() over (order by server_version) as n"
                        + " from change_log) x where server_version = n"))
                .isEqualTo(200);
    }

    private long organization(String slug) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "insert into organizations (slug, name, created_at) values (:slug, :slug, now()) returning id")
                        .bind("slug", slug)
                        .mapTo(Long.class)
                        .one());
    }

    private void subscribe() {
        subscriptions.add(org, "servers", NOW);
        filling.tick();
    }

    private void add(int most) {
        execute("insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, status, data,"
                + " fingerprint, first_seen_at, changed_at) select " + org + ", 1, 'acme', 'servers', n, 'active',"
                + " jsonb_build_object('n', n), '', now(), now() from generate_series(1, " + most + ") as n");
    }

    private void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.createScript(sql).execute());
    }

    private String text(String sql) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private List<String> log() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select server_version || ' ' || op || ' ' || clock || ' ' || op_id from change_log
                        where workspace_id = :org order by server_version
                        """)
                        .bind("org", org)
                        .mapTo(String.class)
                        .list());
    }

    private long count(String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.select(sql).mapTo(Long.class).one());
    }
}
