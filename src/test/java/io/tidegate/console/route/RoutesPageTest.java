package io.tidegate.console.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.console.ConsoleBed;
import io.tidegate.console.SignedInBed;
import io.tidegate.testing.InventedRoutes;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RoutesPageTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private ConsoleBed bed;

    @BeforeEach
    void open() {
        bed = ConsoleBed.open(database.dataSource(), new SettableClock());
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void files_stand_with_their_routes_and_what_is_wrong_with_them() {
        String page = body("/routes");

        assertThat(page)
                .contains("2 files are refused", "href=\"/routes/file/providers.harbour#L2\"")
                .contains("unknown step 'sett' &lt;b&gt;", "Takes &lt;script&gt;alert(1)&lt;/script&gt; jobs.")
                .contains("4,200", "href=\"/routes/route/schedule\"", "up 2 h")
                .doesNotContain("<script>alert");
    }

    @Test
    void filters_choose_routes_and_stand_in_the_link() {
        assertThat(body("/routes?show=failed"))
                .contains("/routes/route/schedule\"")
                .doesNotContain("/routes/route/harbour-servers\"");
        assertThat(body("/routes?q=harbour&folder=providers"))
                .contains("/routes/route/harbour-servers\"", "value=\"harbour\"")
                .doesNotContain("/routes/route/schedule\"");
        assertThat(body("/routes?state=suspended")).contains("No route is like that.");
        assertThat(bed.get("/routes?state=lost").statusCode()).isEqualTo(400);
        assertThat(bed.get("/routes?show=lost").body()).contains("Show it without filters");
    }

    @Test
    void a_file_shows_its_text_with_the_wrong_line_marked_and_what_runs_instead() {
        String page = body("/routes/file/providers.harbour");

        assertThat(page)
                .contains("id=\"L2\" class=\"wrong\"", "On disk, refused", "What runs instead")
                .contains("templatedRoute:", "harbour-servers")
                .doesNotContain("hunter2");
        assertThat(body("/routes/file/providers.new_one")).contains("Nothing of this file runs.");
        assertThat(body("/routes/file/1-schedule")).contains("<b>id:</b> work # &lt;script&gt;");
        assertThat(bed.get("/routes/file/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void a_route_shows_what_passed_through_it_and_its_own_text() {
        String page = body("/routes/route/schedule");

        assertThat(page)
                .contains("4,200", "0.1 % of all", "12 ms", "quartz://tidegate/schedule", "/hawtio/camel")
                .contains("<b>id:</b> schedule")
                .doesNotContain("work # ");
        assertThat(bed.get("/routes/route/nothing").statusCode()).isEqualTo(404);
        assertThat(bed.get("/routes/route/work%3Cb%3E").statusCode()).isEqualTo(404);
    }

    @Test
    void a_route_is_stopped_after_a_question_and_started_again() {
        assertThat(body("/routes/route/schedule/stop"))
                .contains("Stop route schedule?", "None of that happens on this node", "class=\"press bad\"");

        assertThat(post("/routes/route/schedule/stop").headers().firstValue("Location"))
                .hasValue("/routes/route/schedule");
        assertThat(body("/routes")).contains("1 route is stopped", "/routes/route/schedule/start?back=%2Froutes\"");
        assertThat(body("/routes?show=off")).contains("/routes/route/schedule\"");
        post("/routes/route/schedule/start");
        assertThat(body("/routes")).doesNotContain("is stopped");
    }

    @Test
    void a_route_is_suspended_after_a_question_and_resumed() {
        assertThat(body("/routes/route/schedule")).contains("/schedule/suspend?back", "/schedule/stop?back");
        assertThat(body("/routes/route/schedule/suspend")).contains("Suspend route schedule?", "lets nothing new in");

        post("/routes/route/schedule/suspend");

        assertThat(body("/routes/route/schedule"))
                .contains("suspended", "/schedule/resume?back", "/schedule/stop?back")
                .doesNotContain("/schedule/suspend?back", "/schedule/start?back");
        assertThat(body("/routes?state=suspended")).contains("/routes/route/schedule/resume?back");
        assertThat(body("/routes/route/schedule/resume")).contains("Resume route schedule?");
        post("/routes/route/schedule/resume");
        assertThat(body("/routes/route/schedule")).contains("/suspend?back").doesNotContain("/resume?back");
    }

    @Test
    void a_route_at_work_goes_on_and_says_so() {
        HttpResponse<String> refused = post("/routes/route/" + InventedRoutes.BUSY + "/stop");

        assertThat(refused.statusCode()).isEqualTo(303);
        assertThat(refused.headers().firstValue("Set-Cookie")).isPresent();
        assertThat(body("/routes/route/" + InventedRoutes.BUSY)).contains("started");
    }

    @Test
    void an_organizations_owner_sees_none_of_it() {
        try (SignedInBed signedIn = new SignedInBed(database)) {
            String session = signedIn.accounts.session(signedIn.accounts.owner("acme"));

            for (String path : new String[] {"/routes", "/routes/file/1-schedule", "/routes/route/schedule/stop"}) {
                assertThat(signedIn.as(session, path).statusCode()).as(path).isEqualTo(403);
            }
            assertThat(signedIn.as(session, "/").body()).doesNotContain("href=\"/routes\"");
        }
    }

    private String body(String path) {
        HttpResponse<String> answer = bed.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> post(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(bed.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", bed.url())
                .POST(HttpRequest.BodyPublishers.ofString("csrf="))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
