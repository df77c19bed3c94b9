package io.tidegate.console.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiRows;
import io.tidegate.api.FederationRows;
import io.tidegate.console.SignedInBed;
import io.tidegate.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records that are edited on both sides, on the pages that show them. */
class ConflictPagesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static int made;

    private SignedInBed bed;
    private Actor owner;
    private String session;
    private FederationRows.Ids ids;

    @BeforeEach
    void open() {
        FederationRows.clear(database);
        bed = new SignedInBed(database);
        String slug = "club-" + ++made;
        owner = bed.accounts.owner(slug);
        session = bed.accounts.session(owner);
        ids = ApiRows.fill(database, Objects.requireNonNull(owner.organization()), slug)
                .federation();
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void a_conflict_stands_side_by_side_with_who_won_and_why() {
        assertThat(page("/conflicts"))
                .contains("Aoife Byrne", "foireann says", "f@example.org", "a@example.org", "b@example.org")
                .contains("ours kept", "both sides changed it; the local value wins", "Take theirs", "Another value");
        assertThat(page("/conflicts?winner=federation")).contains("No conflict like that");
        assertThat(page("/conflicts/" + ids.conflict())).contains("email of Aoife Byrne", "Holds now", "Keep ours");
    }

    @Test
    void it_is_settled_after_a_question_and_then_no_more() {
        String path = "/conflicts/" + ids.conflict() + "/settle/federation";
        assertThat(page(path)).contains("Take what foireann says for email of Aoife Byrne?", "“f@example.org”");

        HttpResponse<String> done = press(path);
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).hasValue("/conflicts/" + ids.conflict());
        assertThat(database.texts("select email from player_identities where id = " + ids.player()))
                .containsExactly("f@example.org");
        assertThat(page("/conflicts/" + ids.conflict()))
                .contains("It was settled by hand", "took what foireann says")
                .doesNotContain("Keep ours");
        assertThat(page("/conflicts?settled=true")).contains("settled");
        assertThat(page("/conflicts?settled=false")).contains("No conflict like that");
    }

    @Test
    void another_value_that_cannot_be_is_asked_again_with_what_was_filled_in() {
        HttpResponse<String> again = press("/conflicts/" + ids.conflict() + "/settle/value", "value", "nobody at home");

        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("Not done.", "is no e-mail address", "nobody at home");
        assertThat(press("/conflicts/" + ids.conflict() + "/settle/value", "value", "New@Example.org")
                        .statusCode())
                .isEqualTo(303);
        assertThat(page("/conflicts/" + ids.conflict())).contains("new@example.org", "gave another value");
    }

    @Test
    void runs_tell_what_they_came_to() {
        assertThat(page("/history")).contains("Two-way runs", "partial", "/history/" + ids.history());
        assertThat(page("/history?status=failed")).contains("No run like that");
        assertThat(page("/history/" + ids.history())).contains("1 met, 1 resolved", "is no date", "M-1", "Aoife Byrne");
        assertThat(page("/import-problems")).contains("dateOfBirth is no date", "/players/" + ids.player());
    }

    @Test
    void a_player_is_shown_and_edited_in_what_was_changed_alone() {
        String path = "/players/" + ids.player();
        assertThat(page("/players")).contains("Aoife Byrne", "2012-03-04", "youth", "N-" + ids.player());
        assertThat(page("/players?q=nobody")).contains("No player like that");
        assertThat(page(path)).contains("edited here", "Id at foireann", "cannot be taken over", "conflict");
        assertThat(page(path + "/edit")).contains("Edit Aoife Byrne", "name=\"was-email\"");

        // the phone was changed by somebody else since the form was shown
        HttpResponse<String> done = press(
                path + "/edit",
                "email",
                "new@example.org",
                "was-email",
                "a@example.org",
                "phone",
                "+353860000000",
                "was-phone",
                "+353860000000");
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(database.texts("select email || ' ' || phone || ' ' || first_name from player_identities where id = "
                        + ids.player()))
                .containsExactly("new@example.org +353861234567 Aoife");
        assertThat(page(path)).contains("edited", "new@example.org");
        assertThat(press(path + "/edit", "dateOfBirth", "31/02/2012", "was-dateOfBirth", "2012-03-04")
                        .body())
                .contains("Not done.", "is no date", "31/02/2012");
    }

    @Test
    void whom_another_organization_has_by_now_is_not_edited_and_says_why() {
        String path = "/players/" + ids.player();
        Actor other = bed.accounts.owner("moved-" + made);
        FederationRows.enrol(database, Objects.requireNonNull(other.organization()), ids.player());
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update player_enrollments set status = 'inactive', ended_at = now() where player_id = ? and org_id = ?",
                        ids.player(),
                        owner.organization()));

        assertThat(page(path)).contains("is another organization's by now").doesNotContain(path + "/edit");
        assertThat(bed.as(session, path + "/edit").statusCode()).isEqualTo(409);
        assertThat(press(path + "/edit", "gender", "F", "was-gender", "")
                        .headers()
                        .firstValue("Location"))
                .hasValue("/players");
        assertThat(bed.as(bed.accounts.session(other), path).body()).contains(path + "/edit");
    }

    @Test
    void other_records_are_shown_and_edited_as_well() {
        String path = "/local-records/" + ids.record();
        assertThat(page("/local-records")).contains("Ann", "contact", "city Cork");
        assertThat(page(path)).contains("Galway", "edited here");
        assertThat(press(path + "/edit", "city", "Limerick", "was-city", "Cork", "name", "Ann", "was-name", "Ann")
                        .statusCode())
                .isEqualTo(303);
        assertThat(page(path)).contains("Limerick");
    }

    @Test
    void who_may_only_read_is_not_asked_and_strangers_see_nothing() {
        String client = bed.accounts.session(bed.accounts.member(owner, "client", Role.CLIENT));
        String stranger = bed.accounts.session(bed.accounts.owner("other-" + made));

        assertThat(bed.as(client, "/conflicts").body()).contains("Aoife Byrne").doesNotContain("Take theirs");
        assertThat(bed.as(client, "/players/" + ids.player()).body()).doesNotContain("/edit");
        assertThat(bed.as(client, "/players/" + ids.player() + "/edit").statusCode())
                .isEqualTo(403);
        assertThat(bed.as(stranger, "/conflicts").body()).contains("No conflicts");
        assertThat(bed.as(stranger, "/players").body()).contains("None yet");
        for (String path : List.of(
                "/players/" + ids.player(),
                "/local-records/" + ids.record(),
                "/conflicts/" + ids.conflict(),
                "/conflicts/" + ids.conflict() + "/settle/local",
                "/history/" + ids.history())) {
            assertThat(bed.as(stranger, path).statusCode()).as(path).isEqualTo(404);
        }
    }

    private String page(String path) {
        HttpResponse<String> answer = bed.as(session, path);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> press(String path, String... fields) {
        List<String> form = new ArrayList<>(List.of("csrf", bed.csrf(session)));
        form.addAll(List.of(fields));
        return bed.form(path, form, "Cookie", "tidegate=" + session);
    }
}
