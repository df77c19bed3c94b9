package io.tidegate.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.testing.TestDatabase;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be read, and that it is the organization's own. */
class ReadsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);

    @Test
    void every_list_has_what_is_ours_and_nothing_else() {
        ApiRows.Ids ours = ApiRows.fill(database, api.organization("reads-1"), "reads-1");
        ApiRows.fill(database, api.organization("reads-2"), "reads-2");
        Actor owner = owner(ours);

        for (String list : List.of(
                "/resources",
                "/changes",
                "/jobs",
                "/events",
                "/errors",
                "/dead-letters",
                "/webhooks/recent",
                "/health",
                "/freshness?type=servers",
                "/resource-types")) {
            assertThat(items(owner, list)).as(list).hasSize(1);
        }
        assertThat(items(owner, "/budget").get(0).path("reserve").asLong()).isEqualTo(500);
        assertThat(items(owner, "/resources/" + ours.resource() + "/changes")).hasSize(1);
        assertThat(items(owner, "/docks/" + ours.dock() + "/types")
                        .get(0)
                        .path("type")
                        .asText())
                .isEqualTo("servers");
    }

    @Test
    void what_is_another_organizations_is_not_found() {
        ApiRows.Ids ours = ApiRows.fill(database, api.organization("reads-3"), "reads-3");
        ApiRows.Ids theirs = ApiRows.fill(database, api.organization("reads-4"), "reads-4");

        for (String path : paths(ours)) {
            assertThat(api.ask(owner(ours), "GET", path, null).status())
                    .as(path)
                    .isEqualTo(200);
        }
        for (String path : paths(theirs)) {
            assertThat(api.ask(owner(ours), "GET", path, null).status())
                    .as(path)
                    .isEqualTo(404);
        }
        for (String deed : List.of("/replay", "/discard")) {
            assertThat(api.ask(owner(ours), "POST", "/dead-letters/" + theirs.letter() + deed, null)
                            .status())
                    .isEqualTo(404);
        }
        assertThat(items(owner(ours), "/resources?dock=" + theirs.dock())).isEmpty();
    }

    private static List<String> paths(ApiRows.Ids ids) {
        return List.of(
                "/docks/" + ids.dock() + "/types",
                "/docks/" + ids.dock() + "/health",
                "/jobs/" + ids.job(),
                "/events/" + ids.event(),
                "/resources/" + ids.resource(),
                "/resources/" + ids.resource() + "/changes",
                "/dead-letters/" + ids.letter());
    }

    @Test
    void resources_are_filtered_and_read_page_by_page() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("reads-5"), "reads-5");
        IntStream.range(0, 7).forEach(i -> ApiRows.resource(database, ids, "domains", "d" + i + ".example.org"));
        Actor owner = owner(ids);

        Answer first = api.ask(owner, "GET", "/resources?type=domains&limit=4", null);
        Answer second = api.ask(
                owner,
                "GET",
                "/resources?type=domains&limit=4&after="
                        + first.body().path("next").asText(),
                null);
        assertThat(first.body().at("/items").findValuesAsText("name"))
                .hasSize(4)
                .startsWith("d0.example.org");
        assertThat(second.body().at("/items").findValuesAsText("name"))
                .hasSize(3)
                .endsWith("d6.example.org");
        assertThat(second.body().path("next").isNull()).isTrue();
        assertThat(items(owner, "/resources?q=d3")).hasSize(1);
        assertThat(items(owner, "/resources?q=%")).isEmpty();
        assertThat(items(owner, "/resources?provider=digitalocean&status=active&region=fra1"))
                .hasSize(8);
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update resources set deleted_at = now() where name = 'd1.example.org' and org_id = ?",
                        ids.organization()));
        assertThat(items(owner, "/resources?type=domains")).hasSize(6);
        assertThat(items(owner, "/resources?type=domains&deleted=true")).hasSize(7);
        assertThat(items(owner, "/resources?data=true")
                        .get(0)
                        .at("/data/tags/0")
                        .asText())
                .isEqualTo("a");
        JsonNode one =
                api.ask(owner, "GET", "/resources/" + ids.resource(), null).body();
        assertThat(one.at("/attributes/cpu").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(one.at("/data/id").asInt()).isEqualTo(1);
    }

    @Test
    void counts_of_types_are_read_page_by_page_too() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("reads-6"), "reads-6");
        ApiRows.resource(database, ids, "domains", "a");
        ApiRows.resource(database, ids, "domains", "b");
        Answer first = api.ask(owner(ids), "GET", "/resource-types?limit=1", null);
        Answer second = api.ask(
                owner(ids),
                "GET",
                "/resource-types?limit=1&after=" + first.body().path("next").asText(),
                null);

        assertThat(first.body().at("/items/0").toString())
                .isEqualTo("{\"dockId\":" + ids.dock() + ",\"resourceType\":\"domains\",\"count\":2}");
        assertThat(second.body().at("/items/0/resourceType").asText()).isEqualTo("servers");
        assertThat(second.body().path("next").isNull()).isTrue();
        assertThat(api.ask(owner(ids), "GET", "/resource-types?after=x", null).status())
                .isEqualTo(400);
    }

    @Test
    void history_is_read_by_time() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("reads-7"), "reads-7");
        Actor owner = owner(ids);
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into resource_changes (org_id, dock_id, resource_id, run, at, kind)"
                                + " select org_id, dock_id, id, 1, timestamptz '2026-03-02T00:00:00Z', 'returned'"
                                + " from resources where id = ?",
                        ids.resource()));

        assertThat(items(owner, "/changes").findValuesAsText("kind")).containsExactly("returned", "changed");
        assertThat(items(owner, "/changes?since=2026-03-02T00:00:00Z")).hasSize(1);
        assertThat(items(owner, "/changes?until=2026-03-02T00:00:00Z").findValuesAsText("kind"))
                .containsExactly("changed");
        String next = api.ask(owner, "GET", "/changes?limit=1", null)
                .body()
                .path("next")
                .asText();
        assertThat(items(owner, "/changes?after=" + next).findValuesAsText("kind"))
                .containsExactly("changed");
        assertThat(api.ask(owner, "GET", "/changes?after=9_9", null).status()).isEqualTo(400);
        assertThat(items(owner, "/events?since=2026-03-01T12:00:01Z")).isEmpty();
        assertThat(items(owner, "/events?until=2026-03-01T12:00:01Z&status=success"))
                .hasSize(1);
    }

    @Test
    void a_status_is_of_the_organization_alone() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("reads-8"), "reads-8");
        ApiRows.fill(database, api.organization("reads-9"), "reads-9");
        JsonNode status = api.ask(owner(ids), "GET", "/status", null).body();

        assertThat(status.path("resources").asLong()).isEqualTo(1);
        assertThat(status.at("/queue/available").asLong()).isEqualTo(1);
        assertThat(status.path("docks").findValuesAsText("name"))
                .contains("reads-8")
                .doesNotContain("reads-9");
        assertThat(api.ask(owner(ids), "GET", "/docks/" + ids.dock() + "/health", null)
                        .body()
                        .path("successRate")
                        .asDouble())
                .isEqualTo(1.0);
    }

    @Test
    void a_dock_is_told_with_all_that_is_the_matter_and_what_it_did() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("reads-12"), "reads-12");
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update docks set consecutive_failures = 3, last_sync_error = 'HTTP_500', last_sync_at = ?"
                                + " where id = ?",
                        api.clock.instant().minusSeconds(3_600),
                        ids.dock()));
        JsonNode health = api.ask(owner(ids), "GET", "/docks/" + ids.dock() + "/health", null)
                .body();

        assertThat(health.path("status").asText()).isEqualTo("unhealthy");
        assertThat(health.path("reasons").toString())
                .isEqualTo("[\"3 failures in a row: HTTP_500\",\"no success for 60 min, planned every 60 s\"]");
        assertThat(health.path("consecutiveFailures").asInt()).isEqualTo(3);
        assertThat(health.path("activeErrors").asInt()).isEqualTo(1);
        assertThat(health.path("runs").asInt()).isEqualTo(1);
    }

    @Test
    void jobs_that_have_ended_are_shown_where_they_are_asked_for() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("reads-10"), "reads-10");
        database.jdbi()
                .useHandle(
                        handle -> handle.execute("update sync_queue set state = 'completed' where id = ?", ids.job()));

        assertThat(items(owner(ids), "/jobs")).isEmpty();
        assertThat(items(owner(ids), "/jobs?state=completed&dock=" + ids.dock()))
                .hasSize(1);
        assertThat(items(owner(ids), "/jobs?state=all")).hasSize(1);
    }

    @Test
    void providers_are_shown_without_their_docks() {
        Actor owner = ApiFixture.actor(api.organization("reads-11"), Role.OWNER);

        assertThat(items(owner, "/providers").findValuesAsText("name")).containsExactly("digitalocean");
        JsonNode one = api.ask(owner, "GET", "/providers/digitalocean", null).body();
        assertThat(one.path("secrets").toString()).isEqualTo("[\"token\"]");
        assertThat(one.path("types")).isNotEmpty();
        assertThat(api.ask(owner, "GET", "/providers/digitalocea", null).status())
                .isEqualTo(404);
    }

    private JsonNode items(Actor actor, String target) {
        Answer answer = api.ask(actor, "GET", target, null);
        assertThat(answer.status()).as("%s: %s", target, answer.body()).isEqualTo(200);
        return answer.body().path("items");
    }

    private static Actor owner(ApiRows.Ids ids) {
        return ApiFixture.actor(ids.organization(), Role.OWNER);
    }
}
