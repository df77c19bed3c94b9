package io.tidegate.api.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One question that is asked in two places has one answer. */
class SameAnswersTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);
    private Actor owner = ApiFixture.actor(1, Role.OWNER);
    private long dock;

    @BeforeEach
    void a_dock() {
        database.clear("organizations", "docks");
        long organization = api.organization("same");
        owner = ApiFixture.actor(organization, Role.OWNER);
        dock = api.dock(organization, "main");
        set("next_sync_at = '2026-03-01T13:00:00Z'");
    }

    private void set(String what) {
        database.jdbi().useHandle(handle -> handle.execute("update docks set " + what + " where id = ?", dock));
    }

    private JsonNode first(String path) {
        return api.ask(owner, "GET", path, null).body().path("items").path(0);
    }

    private void assertNext(String expected) {
        for (String path : new String[] {"/health", "/dashboard"}) {
            assertThat(first(path).path("nextSyncAt").asText()).as(path).isEqualTo(expected);
        }
    }

    @Test
    void the_next_sync_is_the_planned_one_or_the_end_of_what_holds_it_back() {
        assertNext("2026-03-01T13:00:00Z");
        set("backoff_until = '2026-03-01T13:30:00Z', consecutive_failures = 1");
        assertNext("2026-03-01T13:30:00Z");
        set("waiting_until = '2026-03-01T14:00:00Z'");
        assertNext("2026-03-01T14:00:00Z");
        set("stopped_at = '2026-03-01T12:00:00Z'");
        assertNext("null");
        set("stopped_at = null, enabled = false");
        assertNext("null");
    }

    @Test
    void an_interval_that_is_slowed_down_is_told_beside_its_own_and_a_cron_dock_has_none_in_the_sum() {
        set("interval_seconds = 60, max_interval_seconds = 600, unchanged_runs = 1000");
        assertThat(first("/dashboard").path("intervalSeconds").asInt()).isEqualTo(60);
        assertThat(first("/dashboard").path("currentIntervalSeconds").asInt()).isEqualTo(600);
        JsonNode summary = api.ask(owner, "GET", "/dashboard", null).body().path("summary");
        assertThat(summary.path("intervalSeconds").asInt()).isEqualTo(600);
        set("cron = '0 0 0 * * ?'");
        summary = api.ask(owner, "GET", "/dashboard", null).body().path("summary");
        assertThat(summary.path("intervalSeconds").isNull()).isTrue();
    }
}
