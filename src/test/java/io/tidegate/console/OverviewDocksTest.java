package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The docks of the overview: found, sorted, paged, and how their last runs went. */
class OverviewDocksTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Pattern ROW = Pattern.compile("id=\"dock-(\\d+)\"");
    private static final Pattern NEXT = Pattern.compile("href=\"([^\"]+)#accounts\">Next page<");

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

    private String page(String query) {
        HttpResponse<String> answer = bed.get("/" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static List<Integer> docks(String page) {
        List<Integer> found = new ArrayList<>();
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            found.add(Integer.valueOf(row.group(1)));
        }
        return found;
    }

    @Test
    void those_that_need_someone_come_first_then_the_rest_by_name() {
        rows.harbour();

        assertThat(docks(page(""))).containsExactly(4, 6, 1, 7, 5, 2, 3);
    }

    @Test
    void they_are_found_by_health_provider_and_name() {
        rows.harbour();

        assertThat(docks(page("?health=paused"))).containsExactly(5);
        assertThat(docks(page("?health=needs-you"))).containsExactly(4);
        assertThat(docks(page("?q=PRODUCTION"))).containsExactly(1, 3);
        assertThat(docks(page("?q=5"))).containsExactly(5);
        assertThat(docks(page("?q=production&health=on-time"))).containsExactly(1);
        assertThat(docks(page("?provider=harbour"))).hasSize(7);
        assertThat(page("?q=nowhere")).contains("No account is so").doesNotContain("id=\"dock-");
    }

    @Test
    void the_sentence_leads_to_those_it_is_about() {
        rows.harbour();

        assertThat(page("")).contains("<h1><a href=\"/?health=needs-you\">1 account needs you: Sandbox</a></h1>");
    }

    @Test
    void they_are_sorted_as_asked() {
        rows.harbour();

        assertThat(docks(page("?sort=name"))).containsExactly(6, 1, 7, 5, 4, 2, 3);
        assertThat(docks(page("?sort=-name"))).containsExactly(3, 2, 4, 5, 7, 1, 6);
        assertThat(docks(page("?sort=synced"))).startsWith(7, 5, 4);
        assertThat(docks(page("?sort=records"))).startsWith(1, 3, 2, 4);
        assertThat(docks(page("?sort=budget"))).startsWith(3, 2, 1);
        assertThat(page("?sort=records"))
                .contains("aria-sort=\"descending\"><a href=\"/?sort=-records#accounts\">Records");
    }

    @Test
    void what_could_not_be_asked_for_is_told() {
        rows.harbour();

        for (String query : List.of("?health=fine", "?sort=luck", "?after=here", "?after=a_b", "?range=minute")) {
            HttpResponse<String> answer = bed.get("/" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(answer.body()).contains("Go to the overview").doesNotContain("id=\"dock-");
        }
    }

    @Test
    void a_page_goes_on_where_the_one_before_ended_whatever_came_between() {
        for (int dock = 1; dock <= 120; dock++) {
            rows.dock(String.format("Account %03d", dock), "harbour", 20, "");
        }
        List<Integer> all = new ArrayList<>();
        String page = page("?q=account");
        assertThat(page).contains("120").doesNotContain("First page");
        all.addAll(docks(page));
        assertThat(all).hasSize(50);
        Matcher next = NEXT.matcher(page);
        assertThat(next.find()).isTrue();
        rows.dock("Account 000", "harbour", 20, "");
        String second = bed.get(next.group(1).replace("&amp;", "&")).body();
        assertThat(second).contains("First page");
        all.addAll(docks(second));

        assertThat(all).doesNotHaveDuplicates().hasSize(100);
        assertThat(NEXT.matcher(page("?q=account&after=" + encoded("2account 100_100")))
                        .find())
                .isFalse();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void the_last_48_runs_stand_side_by_side_each_a_link() {
        long dock = rows.dock("Main", "harbour", 20, "");
        long first = 0;
        for (int run = 60; run > 0; run--) {
            long id = rows.run(dock, run == 3 ? "failed" : "success", Duration.ofMinutes(run), 10, 0, "");
            first = run == 48 ? id : first;
        }

        String page = page("");
        assertThat(page).contains("47 of 48 good").contains("href=\"/runs?dock=" + dock + "\"");
        assertThat(page.split("tabindex=\"-1\" title=\"", -1)).hasSize(49);
        assertThat(page)
                .contains("<a href=\"/runs/" + first + "\" class=\"good\"")
                .doesNotContain("<a href=\"/runs/" + (first - 1) + "\"")
                .contains("class=\"bad\" tabindex=\"-1\" title=\"Failed 2026-11-21 06:37:13 UTC\"");
    }

    @Test
    void a_word_does_not_flap_while_a_retry_runs() {
        long dock = rows.dock(
                "Main",
                "harbour",
                90,
                "last_sync_status = 'error', consecutive_failures = 2,"
                        + " last_sync_error = 'HTTP 503 from /v1/servers'");
        rows.run(dock, "failed", Duration.ofSeconds(40), 0, 0, "HTTP 503 from /v1/servers");
        String before = page("");
        rows.run(dock, "started", Duration.ofSeconds(1), 0, 0, "");
        database.jdbi().useHandle(handle -> handle.execute("update docks set last_sync_status = 'syncing'"));

        // what was read within a second is shown again
        bed.close();
        bed = ConsoleBed.open(database.dataSource());
        String during = page("");
        assertThat(before).contains("Trying again</span>").doesNotContain("running now");
        assertThat(during)
                .contains("Trying again</span>", "running now", "2 failures in a row: HTTP 503 from /v1/servers")
                .contains("class=\"busy\" tabindex=\"-1\" title=\"Running ");
    }

    @Test
    void what_ran_is_plotted_by_hour_day_or_week_with_a_table_of_the_same() {
        long dock = rows.dock("Main", "harbour", 20, "");
        rows.run(dock, "success", Duration.ofMinutes(5), 10, 3, "");
        rows.run(dock, "failed", Duration.ofHours(2), 10, 0, "HTTP 500");
        rows.run(dock, "success", Duration.ofDays(3), 10, 4, "");

        assertThat(page(""))
                .contains("The last 48 hours", "<th scope=\"row\">21 Nov 06:00</th>")
                .contains("href=\"/changes?since=2026-11-21T06%3A00%3A00Z&amp;until=2026-11-21T07%3A00%3A00Z\">3</a>")
                .contains(
                        "href=\"/runs?from=2026-11-21T04%3A00%3A00Z&amp;to=2026-11-21T05%3A00%3A00Z&amp;status=failed\">1</a>");
        assertThat(page("?range=day")).contains("The last 30 days", "Wed 18 Nov", ">7</a>");
        assertThat(page("?range=week")).contains("The last 26 weeks", "week of 16 Nov", ">7</a>");
    }

    @Test
    void the_four_numbers_lead_to_their_rows() {
        rows.harbour();

        assertThat(page(""))
                .contains("<dt>Rows in 24 h</dt><dd><a href=\"/runs?from=2026-11-20T07%3A00%3A00Z\">")
                .contains("<dt>Worst lag</dt><dd><a href=\"/docks/4\">7 h</a><small>Sandbox</small>")
                .contains("<dt>Errors in 1 h</dt><dd>0<small>nothing went wrong</small>")
                .contains("<dt>Calls left</dt><dd><a href=\"/?sort=budget\">1,271</a>");
    }
}
