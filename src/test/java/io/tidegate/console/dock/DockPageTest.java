package io.tidegate.console.dock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.console.ConsoleBed;
import io.tidegate.console.SignedInBed;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of a dock. */
final class DockPageTest {
    private static final String HOSTILE = "<script>alert(1)</script>\"'&";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SettableClock clock = new SettableClock();
    private ConsoleBed bed;
    private DockRows rows;

    @BeforeEach
    void open() {
        database.clear("docks", "sync_events", "rate_limit_logs", "sync_positions", "sync_pages", "sync_errors");
        database.clear("dead_letters", "resources", "resource_changes", "budgets");
        bed = ConsoleBed.open(database.dataSource(), clock);
        rows = new DockRows(database.jdbi(), clock.instant());
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private String page(String path) {
        return bed.get(path).body();
    }

    @Test
    void a_dock_that_did_nothing_yet_says_what_comes() {
        long dock = rows.rows.dock("New", "harbour", 0, "last_sync_at = null, last_sync_status = 'pending'");

        assertThat(page("/docks/" + dock))
                .contains("Pending", "never yet", "No limit is known yet", "The first starts within seconds");
    }

    @Test
    void its_budget_is_drawn_against_the_limit_with_the_figures_beside_it() {
        long dock = rows.rows.dock("Main", "harbour", 20, "");
        rows.rows.budget("harbour", "Main", "hour", 4_000, 5_000, 600);
        rows.request(dock, 1, Duration.ofMinutes(50), 200, 4_900, 5_000);
        rows.request(dock, 1, Duration.ofMinutes(20), 429, 12, 5_000);

        assertThat(page("/docks/" + dock))
                .contains("4,000 of 5,000 left", "Left of 5,000 requests per hour", "at least 12, 2 requests")
                .contains("1 refused", "class=\"refused\"", "class=\"reserve\"", "Least left")
                .contains("role=\"img\" aria-label=\"What was left of 5,000 requests per hour in the last 6 h");
        assertThat(page("/docks/" + dock + "?hours=24")).contains("in the last 24 h");
        assertThat(page("/docks/" + dock + "?hours=9999999")).contains("in the last 6 h");
    }

    @Test
    void a_list_that_is_listed_again_tells_how_long_it_will_take() {
        long dock = rows.rows.dock("Main", "harbour", 20, "");
        rows.rows.records(dock, "servers", 400, "web");
        rows.list(dock, "servers", "", Duration.ofSeconds(60), "page-2", 1);
        rows.set(dock, "servers", "completed_at = cast(:now as timestamptz) - interval '90 seconds'");

        assertThat(page("/docks/" + dock))
                .contains("100 of about 400 records", "value=\"25\"", "about 3 min left", "Being listed");
    }

    @Test
    void of_a_first_listing_without_parents_nothing_is_made_up() {
        long dock = rows.rows.dock("Main", "harbour", 20, "");
        rows.list(dock, "servers", "", Duration.ofSeconds(60), "page-4", 3);

        assertThat(page("/docks/" + dock))
                .contains("300 records so far, page 3, 5.0 a second", "how many there are shows at the last page")
                .doesNotContain("<progress", " left</small>");
    }

    @Test
    void many_lists_tell_by_how_many_are_through() {
        long dock = rows.rows.dock("Main", "harbour", 20, "");
        rows.list(dock, "servers", "a", Duration.ofSeconds(20), null, 1);
        rows.list(dock, "servers", "b", Duration.ofSeconds(30), "page-2", 1);

        assertThat(page("/docks/" + dock)).contains("1 of 2 lists", "value=\"50\"");
    }

    @Test
    void runs_stand_in_a_strip_and_by_hour_and_lead_to_themselves() {
        long dock = rows.rows.dock("Main", "harbour", 20, "");
        long good = rows.rows.run(dock, "success", Duration.ofMinutes(90), 10, 2, "");
        long bad = rows.rows.run(dock, "failed", Duration.ofMinutes(3), 0, 0, "it broke");

        assertThat(page("/docks/" + dock))
                .contains(">2 runs</a>:", "0 partial,", "&amp;status=failed\">1 failed</a>")
                .contains("href=\"/runs/" + good + "\"", "href=\"/runs/" + bad + "\"")
                .contains("Failed, began 2026-11-21 06:37:13 UTC, took 1.4 s, 0 seen, none changed")
                .contains("/runs?dock=" + dock + "&amp;from=2026-11-21T05%3A00%3A00Z&amp;to=2026-11-21T06%3A00%3A00Z");
    }

    @Test
    void what_is_wrong_stands_with_what_can_be_done() {
        long dock = rows.rows.dock("Main", "harbour", 20, "");
        rows.error(dock, "HTTP_500", HOSTILE);
        long letter = rows.letter(dock, "gave up");
        rows.list(dock, "servers", "", Duration.ofSeconds(60), null, 1);
        rows.set(dock, "servers", "held_since = :now, held_reason = '300 of 400 would go'");

        String page = page("/docks/" + dock);

        assertThat(page)
                .contains("&lt;script&gt;alert(1)", "/docks/" + dock + "/letters/" + letter + "/replay")
                .contains("300 of 400 would go", "/docks/" + dock + "/confirm-deletions")
                .doesNotContain("<script>alert");
        assertThat(page("/docks/" + dock + "/letters/" + letter + "/discard"))
                .contains("Discard this dead letter?", "HTTP_500: gave up");
        assertThat(page("/docks/" + dock + "/confirm-deletions")).contains("really gone", "press bad");
    }

    @Test
    void a_hostile_name_is_text_everywhere() {
        long dock = rows.rows.dock(HOSTILE, "harbour", 20, "");
        long first = rows.rows.records(dock, "servers", 2, HOSTILE);
        long run = rows.rows.run(dock, "failed", Duration.ofMinutes(3), 0, 0, HOSTILE);
        rows.rows.change(dock, first, run, "changed", "/" + HOSTILE, "\"<b>old</b>\"", "\"<i>new</i>\"");

        for (String path : List.of(
                "",
                "/sync",
                "/pause",
                "/schedule",
                "/records/servers",
                "/records/servers?q=" + "%3Cscript%3E",
                "/records/servers/" + first)) {
            assertThat(bed.get("/docks/" + dock + path))
                    .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                    .satisfies(answer -> assertThat(answer.body()).doesNotContain("<script>alert", "<b>old", "<i>new"));
        }
    }

    @Test
    void records_are_found_by_name_and_paged_by_key() {
        long dock = rows.rows.dock("Main", "harbour", 20, "");
        long first = rows.rows.records(dock, "servers", 60, "web");
        rows.rows.records(dock, "domains", 1, "shop");
        String list = "/docks/" + dock + "/records/servers";

        assertThat(page(list))
                .contains("web-50", "?after=" + (first + 49), "/api/v1/resources/export?format=csv")
                .doesNotContain("web-51<", "shop");
        assertThat(page(list + "?after=" + (first + 49)))
                .contains("web-51", "First page")
                .doesNotContain("Next page");
        assertThat(page(list + "?q=web-6")).contains("web-6<", "web-60").doesNotContain("web-5<");
        assertThat(page(list + "?q=none")).contains("No record is like this");
        assertThat(page("/docks/" + dock + "/records/other")).contains("None is stored");
        assertThat(bed.get(list + "?after=x").statusCode()).isEqualTo(400);
        assertThat(bed.get("/docks/999/records/servers").statusCode()).isEqualTo(404);
    }

    @Test
    void a_record_shows_its_fields_and_what_changed() {
        long dock = rows.rows.dock("Main", "harbour", 20, "");
        long record = rows.rows.records(dock, "servers", 1, "web");
        long run = rows.rows.run(dock, "success", Duration.ofMinutes(3), 1, 1, "");
        rows.rows.change(dock, record, run, "changed", "/networks/v4/0/ip", "null", "\"203.0.113.17\"");
        database.jdbi()
                .useHandle(
                        handle -> handle.execute(
                                "update resources set data = '{\"size\": {\"gb\": 8}, \"disks\": [{\"name\": \"a\"}], \"tags\": [\"x\"]}'"));
        String path = "/docks/" + dock + "/records/servers/" + record;

        assertThat(page(path))
                .contains("size.gb</dt><dd>8", "disks.0.name</dt><dd>a", "tags</dt><dd>[\"x\"]")
                .contains("networks.v4.0.ip", "nothing</del>", "203.0.113.17", "/runs/" + run);
        assertThat(bed.get("/docks/" + dock + "/records/domains/" + record).statusCode())
                .isEqualTo(404);
        assertThat(bed.get("/docks/" + (dock + 1) + "/records/servers/" + record)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void who_may_see_no_runs_is_told_so_and_offered_only_what_they_may() {
        try (SignedInBed signed = new SignedInBed(database)) {
            Actor owner = signed.accounts.owner("acme");
            long dock = rows.rows.dock("Main", "harbour", 20, "org_id = " + owner.organization());
            String path = "/docks/" + dock;

            String developer = signed.accounts.session(signed.accounts.member(owner, "developer", Role.DEVELOPER));
            assertThat(signed.as(developer, path).body())
                    .contains("Sync now", "leaves these out")
                    .doesNotContain(path + "/pause", path + "/schedule", "Who changed it", "Call budget");
            String support = signed.accounts.session(signed.accounts.member(owner, "support", Role.SUPPORT));
            assertThat(signed.as(support, path).statusCode()).isEqualTo(403);
            String stranger = signed.accounts.session(signed.accounts.owner("other"));
            assertThat(signed.as(stranger, path).statusCode()).isEqualTo(404);
            assertThat(signed.as(stranger, path + "/records/servers").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void an_interval_is_changed_as_people_write_it_and_stands_in_the_log() {
        try (SignedInBed signed = new SignedInBed(database)) {
            Actor owner = signed.accounts.owner("acme");
            String session = signed.accounts.session(owner);
            long dock = rows.rows.dock("Main", "harbour", 20, "org_id = " + owner.organization());
            String path = "/docks/" + dock;
            assertThat(signed.as(session, path + "/schedule").body()).contains("value=\"60s\"", "value=\"off\"");

            assertThat(refused(signed, session, path + "/schedule", "interval", "often", "slowest", "<i>x&"))
                    .contains("Not done. interval: is a number of seconds such as 300, or 5m, 1h, 1d")
                    .contains("role=\"alert\"", "value=\"often\"", "x&amp;\"")
                    .doesNotContain("<i>x")
                    .contains("action=\"" + path + "/schedule?back=%2F%3Fq%3Dmain\"", "href=\"/?q=main\" data-cancel");
            assertThat(refused(signed, session, path + "/schedule", "interval", "10s"))
                    .contains("Not done. /intervalSeconds: is 60", "value=\"10s\"")
                    .doesNotContain("http-equiv=\"refresh\"");
            assertThat(notice(signed, session, path + "/schedule", "interval", "5m", "slowest", "1h"))
                    .contains("Main is synced every 5 min, down to every 60 min while nothing changes.");

            assertThat(signed.as(session, path).body())
                    .contains("Who changed it", "owner@acme.example", "changed it", "interval: 60 s → 300 s");
            assertThat(notice(signed, session, path + "/schedule", "interval", "5m", "cron", "0 15 2 * * ?"))
                    .contains("by cron 0 15 2");
        }
    }

    @Test
    void a_sync_can_be_of_some_types_alone() {
        try (SignedInBed signed = new SignedInBed(database)) {
            Actor owner = signed.accounts.owner("acme");
            String session = signed.accounts.session(owner);
            long dock = rows.rows.dock("Main", "harbour", 20, "org_id = " + owner.organization());
            String path = "/docks/" + dock + "/sync";
            assertThat(signed.as(session, path + "?type=servers").body())
                    .contains("name=\"type-servers\" value=\"true\" checked");
            assertThat(signed.as(session, path).body()).doesNotContain("checked");

            assertThat(notice(signed, session, path, "type-servers", "true"))
                    .contains("A sync of servers of Main is queued.");
            assertThat(notice(signed, session, path)).contains("was queued already");
        }
    }

    private static String refused(SignedInBed signed, String session, String path, String... fields) {
        HttpResponse<String> answer = send(signed, session, path + "?back=%2F%3Fq%3Dmain", fields);
        assertThat(answer.statusCode()).isEqualTo(422);
        return answer.body();
    }

    private static HttpResponse<String> send(SignedInBed signed, String session, String path, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.add("csrf");
        all.add(signed.csrf(session));
        return signed.form(path, all, "Cookie", "tidegate=" + session);
    }

    private static String notice(SignedInBed signed, String session, String path, String... fields) {
        HttpResponse<String> done = send(signed, session, path, fields);
        assertThat(done.statusCode()).isEqualTo(303);
        String cookie = done.headers().firstValue("Set-Cookie").orElseThrow();
        return signed.console
                .get(
                        done.headers().firstValue("Location").orElseThrow(),
                        "Cookie",
                        "tidegate=" + session + "; " + cookie.substring(0, cookie.indexOf(';')))
                .body();
    }
}
