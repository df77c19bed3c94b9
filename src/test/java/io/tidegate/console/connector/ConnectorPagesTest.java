package io.tidegate.console.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.account.Email;
import io.tidegate.api.ApiRows;
import io.tidegate.api.FederationRows;
import io.tidegate.console.SignedInBed;
import io.tidegate.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Federations that organizations are connected to, as their members and as operators see them. */
class ConnectorPagesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static int made;

    private SignedInBed bed;
    private Actor owner;
    private Actor operator;
    private ApiRows.Ids ids;
    private ApiRows.Ids theirs;

    @BeforeEach
    void open() {
        FederationRows.clear(database);
        database.clear("connectors");
        bed = new SignedInBed(database);
        int number = ++made;
        owner = bed.accounts.owner("harbour-" + number);
        operator = bed.accounts.owner("hill-" + number);
        bed.accounts.people.operator(Email.of(operator.name()), true);
        ids = filled(owner, "harbour-" + number);
        theirs = filled(operator, "hill-" + number);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private static ApiRows.Ids filled(Actor actor, String slug) {
        ApiRows.Ids ids = ApiRows.fill(database, Objects.requireNonNull(actor.organization()), slug);
        run("""
                insert into connector_run_organizations (run_id, dock_id, org_id, place, state, started_at, ended_at, error)
                values (?, ?, ?, 1, 'failed', now(), now(), 'HTTP 503 from the federation')
                """, ids.connected().run(), ids.dock(), ids.organization());
        return ids;
    }

    private static void run(String statement, Object... values) {
        database.jdbi().useHandle(handle -> handle.execute(statement, values));
    }

    private String shown(Actor actor, String path) {
        HttpResponse<String> answer = bed.as(bed.accounts.session(actor), path);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> pressed(Actor actor, String path, String club) {
        String session = bed.accounts.session(actor);
        List<String> form = List.of("csrf", bed.csrf(session), "club", club);
        return bed.form(path, form, "Cookie", "tidegate=" + session);
    }

    private static List<String> underWay() {
        return database.texts("select type || ' ' || organizations from connector_runs where ended_at is null");
    }

    private String page(ApiRows.Ids of) {
        return "/connectors/" + of.connected().connector();
    }

    @Test
    void members_see_what_their_own_organization_is_connected_to_and_let_it_run() {
        String run = "/connections/" + ids.connected().connection() + "/run";

        assertThat(shown(owner, "/connectors"))
                .contains(ids.connected().connector(), "as club-1", "/docks/" + ids.dock(), run)
                .doesNotContain(theirs.connected().connector(), "All of this instance", "href=\"/connectors/");
        assertThat(shown(owner, run)).contains("Your organization is synced", "Run now");
        HttpResponse<String> done = pressed(owner, run, "");
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).hasValue("/connectors");
        assertThat(bed.as(bed.accounts.session(owner), page(ids)).statusCode()).isEqualTo(403);
        assertThat(bed.as(bed.accounts.session(owner), page(ids) + "/run").statusCode())
                .isEqualTo(403);
        assertThat(bed.as(bed.accounts.session(operator), run).statusCode()).isEqualTo(404);
        pressed(owner, page(ids) + "/run", "");
        assertThat(underWay()).isEmpty();
    }

    @Test
    void operators_see_all_of_them_and_what_their_runs_came_to() {
        assertThat(shown(operator, "/connectors"))
                .contains("Your organization's", "All of this instance", page(ids), page(theirs))
                .contains("Runs of all, day by day (UTC)");
        assertThat(shown(operator, page(ids)))
                .contains("by cron 0 15 2 * * ? (UTC), 60 s between organizations", "merge", "as club-1", "active")
                .contains("No run has succeeded yet.", "organization by organization", "HTTP 503 from the federation")
                .doesNotContain("href=\"/docks/" + ids.dock());
        assertThat(shown(operator, page(theirs))).contains("href=\"/docks/" + theirs.dock());
        assertThat(shown(operator, page(ids) + "?run=" + ids.connected().run())).contains("0 of 1 succeeded");
        for (String none : List.of("/connectors/none", page(ids) + "?run=0", page(ids) + "?run=..%2F..%2Fdocks")) {
            assertThat(bed.as(bed.accounts.session(operator), none).statusCode())
                    .as(none)
                    .isEqualTo(404);
        }
    }

    @Test
    void a_run_is_begun_once_over_all_or_over_one() {
        assertThat(shown(operator, page(ids) + "/run")).contains("1 organization)", "Only over one");
        assertThat(shown(operator, page(ids) + "/run?club=club-1")).contains("for club-1 now?");
        assertThat(pressed(operator, page(ids) + "/run", "club-9").body()).contains("Not done.", "club-9");

        HttpResponse<String> done = pressed(operator, page(ids) + "/run?club=club-1", "club-1");
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).hasValue(page(ids));
        assertThat(shown(operator, page(ids)))
                .contains("a run is under way", "waiting")
                .doesNotContain("Run all now");
        assertThat(shown(operator, "/connectors"))
                .contains("a run is under way", page(theirs) + "/run")
                .doesNotContain(page(ids) + "/run");
        pressed(operator, page(ids) + "/run", "");
        assertThat(underWay()).containsExactly("manual 1");
    }

    @Test
    void files_of_members_are_listed_and_can_be_sent_from_the_page() {
        assertThat(shown(operator, page(ids)))
                .contains("Members from a file", "None was uploaded.", "type=\"file\"")
                .contains("data-upload=\"/api/v1" + page(ids) + "/organizations/\"", "value=\"club-1\"");
        run("""
                insert into federation_uploads (dock_id, resource_type, org_id, content, uploaded_at, uploaded_by)
                values (?, 'exported_members', ?, 'a,b', now(), 'ann@example.org')
                """, ids.dock(), ids.organization());
        assertThat(shown(operator, page(ids)))
                .contains("upload-" + ids.dock() + "-exported_members", "by ann@example.org", "unknown")
                .containsPattern("data-keep hidden>\\s*<input type=\"hidden\" name=\"csrf\" value=\"[^\"]+\">");
        run("update federation_uploads set content = ''");
        assertThat(shown(operator, page(ids)))
                .contains("not kept")
                .containsPattern("</svg>\\s*read</span>")
                .doesNotContain("unknown", "/import-problems?dock=" + ids.dock());
    }

    @Test
    void one_that_stopped_says_why_and_goes_on_when_it_is_resumed() {
        run(
                "update connectors set status = 'error', consecutive_failures = 5, last_error_at = now(),"
                        + " last_error = 'the token is refused', next_run_at = null where federation_code = ?",
                ids.connected().connector());

        assertThat(shown(operator, page(ids)))
                .contains("stopped", "after 5 failures in a row", "the token is refused", page(ids) + "/resume")
                .contains("not by itself")
                .doesNotContain("Run all now", "Run now");
        assertThat(shown(owner, "/connectors"))
                .contains("stopped", "whoever runs this instance")
                .doesNotContain("Run now");
        assertThat(shown(operator, page(ids) + "/resume")).contains("count from zero");
        assertThat(pressed(operator, page(ids) + "/resume", "").statusCode()).isEqualTo(303);
        assertThat(shown(operator, page(ids))).contains("active", "Run all now").doesNotContain("/resume");
    }

    @ParameterizedTest
    @EnumSource
    void the_navigation_leads_there_whom_it_is_shown_to_and_nobody_else(Role role) {
        Actor visitor = role == Role.OWNER ? owner : bed.accounts.member(owner, "visitor-" + made, role);
        String session = bed.accounts.session(visitor);
        HttpResponse<String> answer = bed.as(session, "/connectors");

        assertThat(bed.as(session, "/").body().contains("href=\"/connectors\"")).isEqualTo(answer.statusCode() == 200);
        assertThat(answer.statusCode())
                .isEqualTo(List.of(Role.OWNER, Role.ADMIN, Role.DEVELOPER).contains(role) ? 200 : 403);
    }

    @Test
    void where_there_is_none_it_says_who_makes_one_and_how() {
        database.clear("connectors");

        assertThat(shown(owner, "/connectors")).contains("Connected to no federation", "tidegate connector add");
        assertThat(shown(operator, "/connectors"))
                .contains("No connectors", "./tidegate connector add gaa --provider foireann")
                .contains("./tidegate connector connect gaa harbour 1234");
    }
}
