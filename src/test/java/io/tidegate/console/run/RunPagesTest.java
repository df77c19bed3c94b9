package io.tidegate.console.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.console.ConsoleBed;
import io.tidegate.console.SignedInBed;
import io.tidegate.console.dock.DockRows;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of runs, and one of them. */
final class RunPagesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SettableClock clock = new SettableClock();
    private ConsoleBed bed;
    private DockRows rows;
    private long dock;

    @BeforeEach
    void open() {
        database.clear("docks", "sync_events", "rate_limit_logs", "resources", "resource_changes");
        bed = ConsoleBed.open(database.dataSource(), clock);
        rows = new DockRows(database.jdbi(), clock.instant());
        dock = rows.rows.dock("Main", "harbour", 20, "");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private String page(String path) {
        return bed.get(path).body();
    }

    @Test
    void runs_are_filtered_by_what_the_address_says() {
        long other = rows.rows.dock("Other", "harbour", 20, "");
        long early = rows.rows.run(dock, "success", Duration.ofHours(5), 10, 2, "");
        long failed = rows.rows.run(dock, "failed", Duration.ofMinutes(5), 0, 0, "<b>broken</b>");
        long theirs = rows.rows.run(other, "success", Duration.ofMinutes(2), 10, 0, "");

        assertThat(page("/runs"))
                .contains("id=\"run-" + early, "id=\"run-" + failed, "id=\"run-" + theirs, "&lt;b&gt;broken");
        assertThat(page("/runs?dock=" + dock))
                .contains("Runs of Main", "name=\"dock\" value=\"" + dock)
                .doesNotContain("id=\"run-" + theirs);
        assertThat(page("/runs?status=failed"))
                .contains("id=\"run-" + failed, "value=\"failed\" selected", "status=failed")
                .doesNotContain("id=\"run-" + early);
        assertThat(page("/runs?from=2026-11-21T06:00&to=2026-11-21T06:36"))
                .contains("id=\"run-" + failed, "value=\"2026-11-21T06:00\"")
                .doesNotContain("id=\"run-" + early, "id=\"run-" + theirs);
        assertThat(page("/runs?trigger=webhook")).contains("No run is like this");
        assertThat(page("/runs?status=&trigger=&type=&provider=&from=&to=")).contains("id=\"run-" + early);
    }

    @Test
    void a_filter_that_cannot_be_is_refused_in_words() {
        for (String query : new String[] {"status=odd", "from=yesterday", "dock=x", "after=x", "type=half"}) {
            assertThat(bed.get("/runs?" + query))
                    .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                    .satisfies(answer -> assertThat(answer.body()).contains("Show it without filters"));
        }
    }

    @Test
    void long_lists_go_on_by_key_and_keep_their_filter() {
        for (int i = 0; i < 51; i++) {
            rows.rows.run(dock, "success", Duration.ofMinutes(i), 10, 0, "");
        }
        String page = page("/runs?status=success");
        String next =
                page.replaceAll("(?s).*href=\"([^\"]+)\">Earlier runs.*", "$1").replace("&amp;", "&");

        assertThat(next).startsWith("/runs?status=success&after=");
        assertThat(page(next)).containsOnlyOnce("<tr role=\"row\" id=\"run-").contains("Newest");
    }

    @Test
    void a_run_shows_waits_apart_from_work_and_each_attempt() {
        long run = rows.rows.run(dock, "success", Duration.ofMinutes(5), 1_648, 4, "");
        rows.request(dock, run, Duration.ofSeconds(299), 429, 0, 5_000);
        rows.request(dock, run, Duration.ofSeconds(298), 200, 4_998, 5_000);
        long record = rows.rows.records(dock, "servers", 1, "web");
        rows.rows.change(dock, record, run, "changed", "/memory", "4096", "8192");

        assertThat(page("/runs/" + run))
                .contains(
                        "Run " + run + " <small>of Main",
                        "2 requests, 1 of them asked again",
                        "waited 500 ms, worked 180 ms")
                .contains("class=\"wait\"", "class=\"work warn\"", "class=\"work good\"", "attempt 2", "req-4998")
                .contains("1,648", "1,644", "4,998 of 5,000 left", "/changes?dock=" + dock + "&amp;run=" + run)
                .contains("href=\"/docks/" + dock + "/records/servers/" + record, "data-copy", "/api/v1/events/" + run);
    }

    @Test
    void a_run_whose_requests_are_not_on_record_says_why() {
        long run = rows.rows.run(dock, "failed", Duration.ofDays(9), 0, 0, "it broke");

        assertThat(page("/runs/" + run)).contains("requests are kept for 7 days", "HTTP_500", "it broke");
        assertThat(bed.get("/runs/999999").statusCode()).isEqualTo(404);
        assertThat(bed.get("/runs/x").statusCode()).isEqualTo(404);
    }

    @Test
    void runs_are_for_who_may_see_them() {
        try (SignedInBed signed = new SignedInBed(database)) {
            Actor owner = signed.accounts.owner("acme");
            String developer = signed.accounts.session(signed.accounts.member(owner, "developer", Role.DEVELOPER));
            assertThat(signed.as(developer, "/runs").statusCode()).isEqualTo(403);
            String support = signed.accounts.session(signed.accounts.member(owner, "support", Role.SUPPORT));
            assertThat(signed.as(support, "/runs").statusCode()).isEqualTo(200);
            long run = rows.rows.run(dock, "success", Duration.ofMinutes(5), 1, 0, "");
            assertThat(signed.as(support, "/runs/" + run).statusCode()).isEqualTo(404);
        }
    }
}
