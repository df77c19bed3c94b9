package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.RouteFault;
import io.tidegate.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the first page, health and metrics say about rows in the tables. */
class DashboardTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private ConsoleBed bed;
    private InventedRows rows;

    @BeforeEach
    void open() {
        database.clear("docks", "budgets", "sync_events", "resources", "resource_changes");
        bed = ConsoleBed.open(database.dataSource());
        rows = new InventedRows(database.jdbi(), bed.clock.instant());
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void an_empty_tidegate_says_what_to_do_next() {
        HttpResponse<String> page = bed.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.body())
                .contains("Nothing is connected yet")
                .contains("./tidegate dock add harbour --name production")
                .contains("./tidegate demo");
    }

    @Test
    void the_page_tells_of_every_account() {
        rows.harbour();

        assertThat(bed.get("/").body())
                .contains("1 account needs you: Sandbox")
                .contains("2,597")
                .contains("Waiting for budget")
                .contains("in 38 s")
                .contains("Harbour Cloud refuses the token")
                .contains("href=\"/docks/4/resume?back=%2F\" data-ask")
                .contains("4,812 of 5,000 left")
                .contains("block volumes")
                .contains("databases: HTTP 503 after 4 attempts")
                .contains("<del>active</del>")
                .contains("<ins>off</ins>")
                .contains("title=\"2026-11-21 06:40:01 UTC\"");
    }

    @Test
    void all_is_well_when_every_account_is() {
        rows.dock("Main", "harbour", 20, "");

        assertThat(bed.get("/").body()).contains("<h1>Everything is on time</h1>");
    }

    @Test
    void hostile_names_are_text() {
        String hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
        long dock = rows.dock(hostile, "harbour", 20, "last_sync_error = '<b>bold</b>', last_sync_status = 'error'");
        long record = rows.records(dock, "servers", 1, hostile);
        long run = rows.run(dock, "failed", Duration.ofSeconds(9), 1, 1, "<i>" + hostile);
        rows.change(dock, record, run, "changed", "/</p><script>", "\"</del><script>\"", "\"<img>\"");
        rows.budget("harbour", hostile, "<hour>", 1, 2, 3);
        bed.refused.add(new RouteFault("<script>.yaml", 3, "</li><script>", bed.clock.instant()));

        assertThat(bed.get("/").body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert")
                .doesNotContain("<script>\"")
                .doesNotContain("<img")
                .doesNotContain("<b>bold");
    }

    @Test
    void nothing_on_the_page_needs_a_looser_policy() {
        rows.harbour();

        assertThat(bed.get("/").body())
                .doesNotContain(" style=")
                .doesNotContain("<style")
                .doesNotContain("javascript:")
                .doesNotContainPattern("<script(?! defer src=\"/assets/)")
                .doesNotContainPattern(" on[a-z]+=");
    }

    @Test
    void a_refused_route_file_stands_on_top_with_its_line() {
        rows.dock("Main", "harbour", 20, "");
        bed.refused.add(new RouteFault("providers/x.camel.yaml", 12, "no bean named 'y'", bed.clock.instant()));

        assertThat(bed.get("/").body())
                .contains("Everything is on time; 1 route file cannot run")
                .contains("providers/x.camel.yaml:12")
                .contains("no bean named 'y'");
        assertThat(bed.get("/observe/health").body()).contains("\"DEGRADED\"").contains("providers/x.camel.yaml");
    }

    @Test
    void what_is_refreshed_is_the_same_without_the_frame() {
        rows.harbour();

        String page = bed.get("/").body();
        String part = bed.get("/", "HX-Request", "true").body();
        assertThat(part).startsWith("<div id=\"view\"").doesNotContain("<html");
        assertThat(page).contains(part.strip());
    }

    @Test
    void style_and_script_may_be_kept_for_good_under_their_hash() {
        String body = bed.get("/").body();
        String style = body.replaceFirst("(?s).*href=\"(/assets/tidegate\\.css\\?v=[0-9a-f]+)\".*", "$1");

        HttpResponse<String> answer = bed.get(style);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        String tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(bed.get("/assets/tidegate.css", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(bed.get("/assets/..%2f..%2flogback.xml").statusCode()).isEqualTo(404);
        assertThat(bed.get("/assets/logback.xml").statusCode()).isEqualTo(404);
    }

    @Test
    void an_unknown_address_leads_back() {
        HttpResponse<String> page = bed.get("/account/7");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("There is no page at this address").contains("href=\"/\"");
        HttpResponse<String> device = bed.getPublic("/sync/v1/default/pull");
        assertThat(device.statusCode()).isEqualTo(401);
        assertThat(device.body()).contains("\"errorCode\":\"UNAUTHORIZED\"");
        assertThat(bed.get("/sync/v1/default/pull").statusCode())
                .as("nothing of it is where people are")
                .isEqualTo(404);
        HttpResponse<String> problem = bed.getPublic("/account/7");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(problem.body()).contains("\"status\":404");
    }

    @Test
    void health_counts_docks_by_how_they_are() {
        rows.harbour();
        bed.clock.tick(Duration.ofSeconds(5));

        HttpResponse<String> health = bed.get("/observe/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body())
                .contains("\"status\" : \"UP\"")
                .contains("\"node\" : \"quay-1\"")
                .contains("\"uptimeSeconds\" : 5")
                .contains("\"Action required\" : 1")
                .contains("\"total\" : 7");
        assertThat(bed.get("/observe/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void a_process_that_looks_for_work_no_more_asks_to_be_started_anew() {
        assertThat(bed.get("/observe/health/live").statusCode()).isEqualTo(200);
        bed.works.set(false);
        HttpResponse<String> live = bed.get("/observe/health/live");
        assertThat(live.statusCode()).isEqualTo(503);
        assertThat(live.body()).contains("it looks for work no more");
    }

    @Test
    void metrics_tell_of_the_process_and_of_what_the_flow_counts() {
        bed.meters.counter("tidegate.requests", "provider", "harbour").increment();

        HttpResponse<String> metrics = bed.get("/observe/metrics");
        assertThat(metrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(metrics.body())
                .contains("jvm_memory_used_bytes")
                .contains("process_uptime_seconds")
                .contains("tidegate_info{node=\"quay-1\"")
                .contains("tidegate_requests_total{provider=\"harbour\"} 1.0");
    }
}
