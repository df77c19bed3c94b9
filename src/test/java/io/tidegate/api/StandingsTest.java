package io.tidegate.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How docks, runs, errors, lists, the queue and budgets stand. */
class StandingsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static int made;

    private final ApiFixture api = new ApiFixture(database);
    private final Instant now = api.clock.instant();
    private final ApiRows.Ids ids = fill();
    private final Actor owner = ApiFixture.actor(ids.organization(), Role.OWNER);

    @Test
    void docks_are_chosen_by_how_they_are_before_they_are_counted_to_a_page() {
        List<Long> paused = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            long dock = api.dock(ids.organization(), "d" + made + "-" + i);
            if (i % 2 == 0) {
                execute("update docks set enabled = false where id = ?", dock);
                paused.add(dock);
            }
        }
        Answer first = api.ask(owner, "GET", "/health?status=paused&limit=2", null);
        Answer second = api.ask(
                owner,
                "GET",
                "/health?status=paused&limit=2&after="
                        + first.body().path("next").asText(),
                null);

        assertThat(first.body().findValuesAsText("dockId"))
                .containsExactly(paused.get(0).toString(), paused.get(1).toString());
        assertThat(second.body().findValuesAsText("dockId"))
                .containsExactly(paused.get(2).toString());
        assertThat(second.body().path("next").isNull()).isTrue();
        JsonNode one = second.body().at("/items/0");
        assertThat(one.path("runs").asInt()).isZero();
        assertThat(one.path("successRate").isNull()).isTrue();
        assertThat(one.path("averageDurationMs").isNull()).isTrue();
        assertThat(one.path("nextSyncAt").isNull()).isTrue();
        assertThat(items("/health?provider=nobody")).isEmpty();
    }

    @Test
    void a_run_is_told_with_what_it_asked_and_found() {
        String row = "insert into rate_limit_logs (org_id, dock_id, provider, run, resource_type, endpoint, method, at,"
                + " attempt, waited_ms, took_ms, status, failure, headers) values (?, ?, 'digitalocean', ?, 'servers',"
                + " '/v2/droplets', 'GET', '2026-03-01T12:00:01Z', ?, 200, 50, ?, ?, '{}')";
        execute(row, ids.organization(), ids.dock(), ids.event(), 1, null, "ETIMEDOUT");
        execute(row, ids.organization(), ids.dock(), ids.event(), 2, 200, null);
        execute(row, ids.organization(), ids.dock(), ids.event(), 1, 200, null);
        execute(row, ids.organization(), ids.dock(), ids.event() + 1_000_000, 1, 200, null);
        String path = "/events/" + ids.event();
        JsonNode run = api.ask(owner, "GET", path, null).body();

        assertThat(run.at("/event/syncType").asText()).isEqualTo("full");
        assertThat(run.at("/event/itemsPerSecond").asDouble()).isEqualTo(20.0);
        JsonNode requests = run.path("requests");
        assertThat(List.of("total", "repeated", "unanswered", "waitedMs", "tookMs"))
                .map(name -> requests.path(name).asInt())
                .containsExactly(3, 1, 1, 600, 150);
        assertThat(requests.at("/first/0/sentAt").asText()).isEqualTo("2026-03-01T12:00:00.950Z");
        assertThat(run.at("/changes/byKind").toString()).isEqualTo("{\"changed\":1}");
        assertThat(items("/changes?run=" + ids.event())).hasSize(1);
        assertThat(items("/changes?run=" + (ids.event() + 1_000_000))).isEmpty();

        Answer first = api.ask(owner, "GET", path + "/requests?limit=2", null);
        JsonNode rest = items(
                path + "/requests?limit=2&after=" + first.body().path("next").asText());
        assertThat(first.body().path("items")).hasSize(2);
        assertThat(rest).hasSize(1);
        assertThat(api.ask(owner, "GET", path + "/requests/export?format=csv", null)
                        .text()
                        .lines())
                .hasSize(4);
    }

    @Test
    void why_no_request_is_on_record_is_told() {
        String path = "/events/" + ids.event();
        assertThat(said(path)).isEqualTo("it sent none");
        execute("update sync_events set requests = 5 where id = ?", ids.event());
        assertThat(said(path)).isEqualTo("requests are kept for 7 days, and it is older");
        api.clock.set(ApiRows.AT.plus(Duration.ofDays(1)));
        assertThat(said(path)).startsWith("none is on record: tidegate.rate-limit-logs was off");
        assertThat(api.ask(owner, "GET", path, null).body().path("requests").isNull())
                .isTrue();
    }

    private String said(String path) {
        return api.ask(owner, "GET", path, null).body().path("noRequests").asText();
    }

    @Test
    void errors_are_told_with_what_becomes_of_them_and_together() {
        execute("delete from sync_errors where org_id = ?", ids.organization());
        error("servers", "HTTP_500", -600, 60, null);
        error("domains", "HTTP_500", -300, 30, null);
        error("databases", "TIMEOUT", -200, null, null);
        error("projects", "HTTP_404", -100, null, at(-50));

        JsonNode open = items("/errors");
        assertThat(open.findValuesAsText("resourceType")).containsExactly("databases", "domains", "servers");
        JsonNode oldest = open.get(2);
        assertThat(oldest.path("ageSeconds").asInt()).isEqualTo(600);
        assertThat(oldest.path("nextRetryInSeconds").asInt()).isEqualTo(60);
        assertThat(oldest.path("endpoint").asText()).isEqualTo("GET /v2/servers");
        assertThat(oldest.path("status").asInt()).isEqualTo(500);
        assertThat(items("/errors?include_resolved=true")).hasSize(4);
        assertThat(items("/errors?error_type=HTTP_500&type=domains&provider=digitalocean&dock=" + ids.dock()))
                .hasSize(1);
        assertThat(items("/errors?since=" + at(-250)).findValuesAsText("resourceType"))
                .containsExactly("databases");

        JsonNode summary = api.ask(owner, "GET", "/errors/summary", null).body();
        assertThat(summary.path("total").asInt()).isEqualTo(4);
        assertThat(summary.path("unresolved").asInt()).isEqualTo(3);
        assertThat(summary.path("nextRetryInSeconds").asInt()).isEqualTo(30);
        assertThat(summary.at("/byType/0/name").asText()).isEqualTo("HTTP_500");
        assertThat(summary.at("/byType/0/errors").asInt()).isEqualTo(2);
        assertThat(summary.at("/byType/0/occurrences").asInt()).isEqualTo(4);
        assertThat(summary.at("/byType/0/sample").asText()).isEqualTo("domains failed");
        assertThat(summary.path("byEndpoint")).hasSize(3);
    }

    @Test
    void an_error_that_is_dismissed_is_over_and_stays_so() {
        String path = "/errors/" + ids.error() + "/dismiss";
        JsonNode done = api.ask(owner, "POST", path, null).body();
        assertThat(done.path("resolution").asText()).isEqualTo("dismissed");
        assertThat(items("/errors")).isEmpty();

        api.clock.tick(Duration.ofMinutes(1));
        assertThat(api.ask(owner, "POST", path, null).body().path("resolvedAt")).isEqualTo(done.path("resolvedAt"));
        assertThat(api.ask(owner, "POST", "/errors/999999999/dismiss", null).status())
                .isEqualTo(404);
        assertThat(database.texts("select detail ->> 'outcome' from audit_log where action = 'error.dismiss'"
                        + " and result = 'done' and org_id = " + ids.organization() + " order by id"))
                .containsExactly("dismissed", "already_resolved");
    }

    @Test
    void the_queue_tells_how_long_the_oldest_waits_and_what_holds_it_up() {
        execute("update sync_queue set queued_at = ?, run_at = ? where id = ?", at(-30), at(-90), ids.job());
        execute(
                "insert into lanes (lane_key, free_at, waiting_reason) select lane_key, ?, 'no requests left'"
                        + " from sync_queue where id = ?",
                at(30),
                ids.job());
        long other = api.dock(ids.organization(), "q" + made);
        execute(
                "insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at, started_at)"
                        + " values (?, ?, 'lane-q', 'scheduled', 5, 'running', ?, ?, ?)",
                ids.organization(),
                other,
                at(-20),
                at(-20),
                at(-10));
        JsonNode queue = api.ask(owner, "GET", "/queue", null).body();

        assertThat(queue.path("available").asInt()).isEqualTo(1);
        assertThat(queue.path("running").asInt()).isEqualTo(1);
        assertThat(queue.path("oldestWaitingSeconds").asInt()).isEqualTo(90);
        assertThat(queue.path("byType").findValuesAsText("type")).containsExactly("manual", "scheduled");
        assertThat(queue.at("/jobs/0/runningSeconds").asInt()).isEqualTo(10);
        assertThat(queue.at("/held/0/reason").asText()).isEqualTo("no requests left");
        assertThat(queue.at("/held/0/dockIds").toString()).isEqualTo("[" + ids.dock() + "]");
        JsonNode ofOther = api.ask(owner, "GET", "/queue?dock=" + other, null).body();
        assertThat(ofOther.path("available").asInt()).isZero();
        assertThat(ofOther.path("oldestWaitingSeconds").isNull()).isTrue();
        assertThat(ofOther.path("held")).isEmpty();
        assertThat(items("/jobs?provider=digitalocean")).hasSize(2);
        assertThat(items("/jobs?provider=nobody")).isEmpty();
    }

    @Test
    void the_oldest_lists_come_first_and_none_comes_twice_though_it_is_listed_anew() {
        execute(
                "update docks set resource_types = '{servers,domains,databases}', created_at = ? where id = ?",
                at(-7_200),
                ids.dock());
        execute("update sync_positions set completed_at = ? where dock_id = ?", at(-90), ids.dock());
        execute(
                "insert into sync_positions (dock_id, resource_type, completed_at) values (?, 'domains', ?)",
                ids.dock(),
                at(-600));
        Answer first = api.ask(owner, "GET", "/freshness?limit=2", null);
        assertThat(first.body().findValuesAsText("resourceType")).containsExactly("databases", "domains");
        JsonNode never = first.body().at("/items/0");
        assertThat(never.path("listedAt").isNull()).isTrue();
        assertThat(never.path("lagSeconds").asInt()).isEqualTo(7_200);
        assertThat(never.path("intervalsMissed").asDouble()).isEqualTo(120.0);
        assertThat(never.path("stale").asBoolean()).isTrue();

        api.clock.tick(Duration.ofMinutes(1));
        execute(
                "update sync_positions set completed_at = ? where resource_type = 'domains' and dock_id = ?",
                at(59),
                ids.dock());
        JsonNode rest =
                items("/freshness?limit=2&after=" + first.body().path("next").asText());
        assertThat(rest.findValuesAsText("resourceType")).containsExactly("servers");
        assertThat(rest.get(0).path("lagSeconds").asInt()).isEqualTo(90);
        assertThat(items("/freshness?stale=true").findValuesAsText("resourceType"))
                .containsExactly("databases", "servers");
        execute("update docks set enabled = false where id = ?", ids.dock());
        assertThat(items("/freshness")).isEmpty();
        assertThat(api.ask(owner, "GET", "/freshness?after=x", null).status()).isEqualTo(400);
    }

    @Test
    void budgets_tell_when_they_are_spent_page_by_page() {
        execute("delete from budgets where scope_id = (select scope_id from docks where id = ?)", ids.dock());
        for (String bucket : List.of("hour", "minute", "search")) {
            execute(
                    "insert into budgets (provider, scope, scope_id, bucket, quota, remaining, reset_at, window_seconds)"
                            + " select provider, 'token', scope_id, ?, 1000, 550, ?, 3600 from docks where id = ?",
                    bucket,
                    at(1_800),
                    ids.dock());
        }
        Answer first = api.ask(owner, "GET", "/budget?limit=2", null);
        assertThat(first.body().findValuesAsText("bucket")).containsExactly("hour", "minute");
        JsonNode hour = first.body().at("/items/0");
        assertThat(hour.path("allowed").asInt()).isEqualTo(900);
        assertThat(hour.path("needed").isNull()).isTrue();
        assertThat(hour.path("exhaustedAt").isNull()).isTrue();
        execute("update budgets set remaining = 300 where bucket = 'search' and quota = 1000");
        JsonNode rest =
                items("/budget?limit=2&after=" + first.body().path("next").asText());
        assertThat(rest.findValuesAsText("bucket")).containsExactly("search");
        assertThat(Instant.parse(rest.get(0).path("exhaustedAt").asText())).isBetween(now, at(1_800));
        assertThat(rest.get(0).path("lanes")).hasSize(1);
        assertThat(items("/budget?provider=nobody")).isEmpty();
        assertThat(items("/budget?dock=" + ids.dock())).hasSize(3);
        assertThat(api.ask(owner, "GET", "/budget?after=x", null).status()).isEqualTo(400);
    }

    private Instant at(long seconds) {
        return now.plusSeconds(seconds);
    }

    private ApiRows.Ids fill() {
        String slug = "standings-" + ++made;
        ApiRows.fill(database, api.organization(slug + "-b"), slug + "-b");
        return ApiRows.fill(database, api.organization(slug), slug);
    }

    private void error(String type, String kind, long since, @Nullable Integer retryIn, @Nullable Instant resolved) {
        execute(
                "insert into sync_errors (org_id, dock_id, service, resource_type, error_type, message, retry_count,"
                        + " created_at, last_at, next_retry_at, resolved_at, details) values (?, ?, 'digitalocean', ?, ?,"
                        + " ?, 1, ?, ?, ?, ?, jsonb_build_object('endpoint', cast(? as text), 'status', 500, 'attempt', 5))",
                ids.organization(),
                ids.dock(),
                type,
                kind,
                type + " failed",
                at(since),
                at(since),
                retryIn == null ? null : at(retryIn),
                resolved,
                "GET /v2/" + type);
    }

    private JsonNode items(String target) {
        Answer answer = api.ask(owner, "GET", target, null);
        assertThat(answer.status()).as("%s: %s", target, answer.body()).isEqualTo(200);
        return answer.body().path("items");
    }

    private static void execute(String sql, @Nullable Object... values) {
        database.jdbi().useHandle(handle -> handle.execute(sql, values));
    }
}
