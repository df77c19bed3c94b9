package io.tidegate.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.api.ApiRows;
import io.tidegate.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Errors of the same cause as one, and what is decided about all of them at once. */
class ErrorGroupsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static int made;

    private final ApiFixture api = new ApiFixture(database);
    private final String slug = "groups-" + ++made;
    private final long organization = api.organization(slug);
    private final ApiRows.Ids ids = ApiRows.fill(database, organization, slug);
    private final Actor owner = ApiFixture.actor(organization, Role.OWNER);
    private final long first = ids.dock();
    private long second;

    @BeforeEach
    void fill() {
        execute("delete from sync_errors where org_id = ?", organization);
        execute("delete from sync_queue where org_id = ?", organization);
        second = ApiRows.fill(database, organization, slug + "-second").dock();
        execute("delete from sync_errors where org_id = ?", organization);
        execute("delete from sync_queue where org_id = ?", organization);
        error(first, "servers", "HTTP_500", "GET https://api.example.org/v2/servers/17/disks?page=3", -600, 60);
        error(second, "servers", "HTTP_500", "GET /v2/servers/4711/disks", -500, null);
        error(second, "servers", "HTTP_404", "GET /v2/servers/4711/disks", -400, null);
        error(first, "", "HTTP_401", null, -300, null);
    }

    @Test
    void what_differs_by_a_number_in_the_path_alone_is_one_cause() {
        JsonNode groups = items("/errors/groups");

        assertThat(groups.findValuesAsText("errorType")).containsExactly("HTTP_401", "HTTP_404", "HTTP_500");
        JsonNode both = groups.get(2);
        assertThat(both.path("endpoint").asText()).isEqualTo("GET /v2/servers/{id}/disks");
        assertThat(both.path("errors").asInt()).isEqualTo(2);
        assertThat(both.path("docks").asInt()).isEqualTo(2);
        assertThat(both.path("occurrences").asInt()).isEqualTo(4);
        assertThat(both.at("/retry/planned").asInt()).isEqualTo(1);
        assertThat(both.at("/retry/nextInSeconds").asInt()).isEqualTo(60);
        assertThat(both.at("/latest/dock").asText()).isEqualTo(slug + "-second");
        assertThat(both.at("/latest/message").asText()).isEqualTo("servers failed");
        assertThat(both.path("advice").asText()).contains("could not answer");
        assertThat(groups.get(0).path("endpoint").isNull()).isTrue();
    }

    @Test
    void a_cause_leads_to_its_rows_and_lists_go_by_key() {
        assertThat(items("/errors?group=" + key("HTTP_500"))).hasSize(2);
        assertThat(items("/errors?group=ffffffffffffffff")).isEmpty();
        assertThat(items("/errors/groups?dock=" + first)).hasSize(2);
        assertThat(items("/errors/groups?error_type=HTTP_404&type=servers")).hasSize(1);

        JsonNode page = api.ask(owner, "GET", "/errors/groups?limit=2", null).body();
        assertThat(page.path("items").findValuesAsText("errorType")).containsExactly("HTTP_401", "HTTP_404");
        JsonNode rest =
                items("/errors/groups?limit=2&after=" + page.path("next").asText());
        assertThat(rest.findValuesAsText("errorType")).containsExactly("HTTP_500");
        assertThat(api.ask(owner, "GET", "/errors/groups?after=x", null).status())
                .isEqualTo(400);
    }

    @Test
    void all_of_a_cause_are_tried_again_each_dock_for_what_failed() {
        execute("update docks set stopped_at = now() where id = ?", second);

        JsonNode done =
                post("/errors/retry", "{\"group\":\"" + key("HTTP_500") + "\"}").body();

        assertThat(done.path("docks").asInt()).isEqualTo(1);
        assertThat(done.path("errors").asInt()).isEqualTo(1);
        assertThat(done.path("stopped")).hasSize(1);
        assertThat(done.path("notTried").asInt()).isEqualTo(1);
        assertThat(queued()).containsExactly(first + " manual {servers}");
        assertThat(items("/errors?group=" + key("HTTP_500"))
                        .get(1)
                        .path("nextRetryInSeconds")
                        .asInt())
                .isZero();
        assertThat(audited()).startsWith("error.retry-group errors").contains("\"docks\": \"1\"");
    }

    @Test
    void an_error_about_everything_queues_everything() {
        post("/errors/retry", "{\"errorType\":\"HTTP_401\"}");

        assertThat(queued()).containsExactly(first + " manual ");
    }

    @Test
    void all_of_a_cause_are_put_away_and_nothing_else() {
        JsonNode done = post("/errors/dismiss", "{\"group\":\"" + key("HTTP_500") + "\"}")
                .body();

        assertThat(done.path("errors").asInt()).isEqualTo(2);
        assertThat(done.path("more").asBoolean()).isFalse();
        assertThat(items("/errors").findValuesAsText("errorType")).containsExactlyInAnyOrder("HTTP_401", "HTTP_404");
        assertThat(items("/errors/groups?include_resolved=true")).hasSize(3);
        assertThat(audited()).startsWith("error.dismiss-group errors").contains("\"errors\": \"2\"");
    }

    @Test
    void nobody_decides_about_everything_by_mistake() {
        for (String path : List.of("/errors/retry", "/errors/dismiss")) {
            Answer refused = post(path, "{}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body().path("detail").asText()).contains("say which");
        }
        assertThat(items("/errors")).hasSize(4);
    }

    @Test
    void what_is_anothers_is_not_decided_about() {
        Actor stranger = ApiFixture.actor(api.organization(slug + "-b"), Role.OWNER);

        Answer done = api.ask(stranger, "POST", "/errors/dismiss", "{\"errorType\":\"HTTP_500\"}");

        assertThat(done.body().path("errors").asInt()).isZero();
        assertThat(items("/errors")).hasSize(4);
        assertThat(api.ask(stranger, "GET", "/errors/groups", null).body().path("items"))
                .isEmpty();
    }

    private String key(String errorType) {
        return items("/errors/groups?error_type=" + errorType)
                .get(0)
                .path("group")
                .asText();
    }

    private Answer post(String path, String body) {
        return api.ask(owner, "POST", path, body);
    }

    private JsonNode items(String target) {
        Answer answer = api.ask(owner, "GET", target, null);
        assertThat(answer.status()).as("%s: %s", target, answer.body()).isEqualTo(200);
        return answer.body().path("items");
    }

    private List<String> queued() {
        return database.texts("select concat_ws(' ', dock_id, type, coalesce(resource_types::text, ''))"
                + " from sync_queue where org_id = " + organization + " order by dock_id");
    }

    private String audited() {
        return database.texts("select concat_ws(' ', action, target, detail) from audit_log where org_id = "
                        + organization + " order by id desc limit 1")
                .get(0);
    }

    private void error(
            long dock, String type, String kind, @Nullable String endpoint, long since, @Nullable Integer retryIn) {
        Instant now = api.clock.instant();
        execute(
                "insert into sync_errors (org_id, dock_id, service, resource_type, error_type, message, retry_count,"
                        + " created_at, last_at, next_retry_at, details) values (?, ?, 'digitalocean', ?, ?, ?, 1, ?, ?,"
                        + " ?, jsonb_strip_nulls(jsonb_build_object('endpoint', cast(? as text))))",
                organization,
                dock,
                type,
                kind,
                type + " failed",
                now.plusSeconds(since),
                now.plusSeconds(since),
                retryIn == null ? null : now.plusSeconds(retryIn),
                endpoint);
    }

    private static void execute(String sql, @Nullable Object... values) {
        database.jdbi().useHandle(handle -> handle.execute(sql, values));
    }
}
