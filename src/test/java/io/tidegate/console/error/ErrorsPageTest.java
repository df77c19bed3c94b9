package io.tidegate.console.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.console.InventedRows;
import io.tidegate.console.SignedInBed;
import io.tidegate.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong, as people see it and decide about it. */
final class ErrorsPageTest {
    private static final Pattern RETRY = Pattern.compile("href=\"(/errors/groups/[0-9a-f]+/retry\\?back=%2Ferrors)\"");
    private static final String HOSTILE = "<script>alert(1)</script>\u202e\"'&";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SignedInBed bed;
    private Actor owner;
    private String session;
    private long dock;

    @BeforeEach
    void open() {
        database.clear("docks", "sync_errors", "sync_queue", "lanes", "dead_letters", "alerts");
        bed = new SignedInBed(database);
        owner = bed.accounts.owner("acme");
        session = bed.accounts.session(owner);
        dock = new InventedRows(database.jdbi(), bed.accounts.clock.instant())
                .dock(HOSTILE, "harbour", 20, "org_id = " + owner.organization());
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void nothing_to_show_says_what_will_stand_there() {
        assertThat(page("/errors")).contains("No open errors", "once for each cause", "alert-channel add");
        assertThat(page("/errors/list")).contains("Nothing fails.");
        assertThat(page("/errors/letters")).contains("No dead letter waits.");
        assertThat(page("/errors?error_type=HTTP_500")).contains("Nothing matches these filters.", "Clear them");
    }

    @Test
    void a_cause_says_what_to_do_and_leads_to_its_rows() {
        error("servers", "HTTP_401", HOSTILE, null);
        error("domains", "HTTP_503", "it broke", 90);

        String page = page("/errors");

        assertThat(page)
                .contains("2 open errors, one cause needs you", "HTTP 401", "refuses the credential", "Needs you")
                .contains("Tried again by itself", "by itself", "GET /v1/servers", "came 3 times", "in 90 s")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert");
        Matcher rows =
                Pattern.compile("href=\"(/errors/list\\?group=[0-9a-f]+)\"").matcher(page);
        assertThat(rows.find()).isTrue();
        assertThat(page(rows.group(1)))
                .contains("HTTP 401", "What to do:", "<code>./tidegate dock set DOCK --token-stdin</code>")
                .doesNotContain("HTTP 503", "it broke");
        assertThat(page("/errors?error_type=HTTP_401")).contains("HTTP 401").doesNotContain("HTTP 503");
        assertThat(page("/errors/list?dock=" + dock + "&type=domains")).contains("it broke", "Put away");
    }

    @Test
    void the_overviews_number_of_errors_leads_to_those_too_that_are_over() {
        error("servers", "HTTP_503", "it broke", 90);
        database.jdbi().useHandle(handle -> handle.execute("update sync_errors set resolved_at = last_at"));

        assertThat(page("/")).containsPattern("<a href=\"/errors\\?since=[^\"]+&amp;include_resolved=true\">1</a>");
    }

    @Test
    void a_cause_that_is_tried_again_only_in_part_needs_somebody() {
        error("servers", "HTTP_503", "it broke", 90);
        anotherDock();
        error("servers", "HTTP_503", "it broke", null);

        assertThat(page("/errors"))
                .contains("2 open errors, one cause needs you", "Needs you", "1 of 2 by themselves, the rest when")
                .doesNotContain("Tried again by itself");
    }

    @Test
    void under_a_filter_a_cause_leads_to_what_it_counts_and_only_that_is_decided_about() {
        error("servers", "HTTP_503", "it broke", 90);
        long first = dock;
        anotherDock();
        error("servers", "HTTP_503", "it broke", 90);
        String page = page("/errors?dock=" + first + "&provider=&error_type=HTTP_503");

        String dismiss = link(page, "(/errors/groups/[0-9a-f]+/dismiss[^\"]*)");
        assertThat(page(link(page, "(/errors/list\\?group=[^\"]+)")))
                .contains("id=\"error-", "1 error in 1 dock")
                .doesNotContain("Another</a></b>");
        assertThat(link(page, "(/errors/list\\?[^\"]+include_resolved=true)")).contains("dock=" + first);
        assertThat(page(dismiss)).contains("1 open error of 1 dock leave");
        HttpResponse<String> done = press(dismiss, session);
        assertThat(done.headers().firstValue("Location"))
                .hasValue("/errors?dock=" + first + "&provider=&error_type=HTTP_503");
        assertThat(told(done)).contains("1 error put away.");
        assertThat(database.texts("select dock_id from sync_errors where resolved_at is null"))
                .containsExactly(Long.toString(dock));
    }

    @Test
    void while_a_time_is_chosen_nothing_is_offered_that_is_about_all_times() {
        error("servers", "HTTP_503", "it broke", 90);

        String page = page("/errors?dock=" + dock + "&since=2020-01-01T00:00");

        assertThat(page).contains("1 error", "show all times").doesNotContain("Try all again", "Put all away");
        assertThat(page(link(page, "\"(/errors\\?[^\"]+)\">show all times"))).contains("Try all again", "Put all away");
    }

    @Test
    void a_wrong_filter_is_told_in_words() {
        HttpResponse<String> refused = bed.as(session, "/errors?dock=many");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("dock", "is no number", "Show it without filters");
    }

    @Test
    void a_whole_cause_is_tried_again_after_a_question() {
        error("servers", "HTTP_503", "it broke", 90);
        Matcher retry = RETRY.matcher(page("/errors"));
        assertThat(retry.find()).isTrue();

        assertThat(page(retry.group(1))).contains("Try HTTP 503 of servers again now?", "1 dock (harbour) is queued");
        assertThat(database.texts("select type from sync_queue")).isEmpty();
        HttpResponse<String> done = press(retry.group(1), session);

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(database.texts("select type || resource_types::text from sync_queue"))
                .containsExactly("manual{servers}");
        assertThat(told(done)).contains("1 dock queued for 1 error.");
    }

    @Test
    void a_whole_cause_is_put_away_and_then_there_is_nothing_to_do() {
        error("servers", "HTTP_503", "it broke", 90);
        Matcher retry = RETRY.matcher(page("/errors"));
        assertThat(retry.find()).isTrue();
        String dismiss = retry.group(1).replace("/retry", "/dismiss");

        assertThat(told(press(dismiss, session))).contains("1 error put away.");
        assertThat(page("/errors")).contains("No open errors");
        assertThat(page("/errors?include_resolved=true")).contains("Over", "HTTP 503");
        assertThat(page("/errors/list?include_resolved=true")).contains("put away");
        assertThat(bed.as(session, dismiss).statusCode()).isEqualTo(404);
        assertThat(bed.as(session, dismiss).body()).contains("there is nothing to do");
    }

    @Test
    void one_error_is_put_away() {
        long id = error("servers", "HTTP_503", "it broke", 90);

        press("/errors/" + id + "/dismiss", session);

        assertThat(database.texts("select resolution from sync_errors")).containsExactly("dismissed");
    }

    @Test
    void a_dead_letter_is_replayed_or_discarded() {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into dead_letters (org_id, dock_id, job_id, job_type, resource_types, request, status,"
                                + " error_code, error, attempts, created_at) values (?, ?, 7, 'scheduled', '{servers}',"
                                + " 'GET /v1/servers', 500, 'HTTP_500', ?, 4, now()), (?, ?, 8, 'manual', null, null, null,"
                                + " 'STALLED', 'committed no page', 1, now())",
                        owner.organization(),
                        dock,
                        HOSTILE,
                        owner.organization(),
                        dock));
        assertThat(page("/errors")).contains("2 dead letters wait for a decision");
        String page = page("/errors/letters");
        assertThat(page)
                .contains("after 4 tries, scheduled", "Replay", "Discard")
                .doesNotContain("<script>alert");
        List<String> ids = database.texts("select id from dead_letters order by id");

        assertThat(told(press("/errors/letters/" + ids.get(0) + "/replay", session)))
                .contains("queued as job");
        assertThat(told(press("/errors/letters/" + ids.get(1) + "/discard", session)))
                .contains("discarded.");
        assertThat(page("/errors/letters")).contains("No dead letter waits.");
        assertThat(page("/errors/letters?resolved=true")).contains("replayed", "discarded");
    }

    @Test
    void who_may_only_read_is_offered_nothing_to_press_and_others_see_nothing() {
        error("servers", "HTTP_503", "it broke", 90);
        String support = bed.accounts.session(bed.accounts.member(owner, "support", Role.SUPPORT));
        String client = bed.accounts.session(bed.accounts.member(owner, "client", Role.CLIENT));
        String stranger = bed.accounts.session(bed.accounts.owner("other"));

        assertThat(bed.as(support, "/errors").body()).contains("HTTP 503").doesNotContain("Try all again");
        assertThat(bed.as(support, "/errors/list").body()).doesNotContain("Put away");
        assertThat(bed.as(client, "/errors").statusCode()).isEqualTo(403);
        assertThat(bed.as(stranger, "/errors").body())
                .contains("No open errors")
                .doesNotContain("it broke");
    }

    @Test
    void a_long_list_goes_on_by_key() {
        for (int i = 0; i < 60; i++) {
            error("type_" + i, "HTTP_503", "it broke", 90);
        }

        Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(page("/errors"));
        assertThat(next.find()).isTrue();
        assertThat(page("/errors")).contains("<h1>60 open errors</h1>");
        assertThat(page(next.group(1).replace("&amp;", "&")))
                .contains("First page", "This is the last page.", "<h1>60 open errors</h1>");
    }

    private static String link(String page, String pattern) {
        Matcher link = Pattern.compile(pattern).matcher(page);
        assertThat(link.find()).as(pattern).isTrue();
        return link.group(1).replace("&amp;", "&");
    }

    private void anotherDock() {
        dock = new InventedRows(database.jdbi(), bed.accounts.clock.instant())
                .dock("Another", "harbour", 20, "org_id = " + owner.organization());
    }

    private String page(String path) {
        HttpResponse<String> answer = bed.as(session, path);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> press(String path, String who) {
        return bed.form(path, List.of("csrf", bed.csrf(who)), "Cookie", "tidegate=" + who);
    }

    private String told(HttpResponse<String> done) {
        String notice = done.headers().firstValue("Set-Cookie").orElseThrow();
        return bed.console
                .get(
                        done.headers().firstValue("Location").orElseThrow(),
                        "Cookie",
                        "tidegate=" + session + "; " + notice.substring(0, notice.indexOf(';')))
                .body();
    }

    private long error(String type, String kind, String message, @Nullable Integer retryIn) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                insert into sync_errors (org_id, dock_id, service, resource_type, error_type, message,
                                    retry_count, created_at, last_at, next_retry_at, run, details)
                                values (:org, :dock, 'harbour', :type, :kind, :message, 2, :at, :at, :next, 7,
                                    jsonb_build_object('endpoint', 'GET /v1/' || :type)) returning id
                                """)
                        .bind("org", owner.organization())
                        .bind("dock", dock)
                        .bind("type", type)
                        .bind("kind", kind)
                        .bind("message", message)
                        .bind("at", bed.accounts.clock.instant().minusSeconds(30))
                        .bind(
                                "next",
                                retryIn == null
                                        ? null
                                        : bed.accounts.clock.instant().plusSeconds(retryIn))
                        .mapTo(Long.class)
                        .one());
    }
}
