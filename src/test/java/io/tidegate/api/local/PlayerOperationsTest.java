package io.tidegate.api.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.api.ApiRows;
import io.tidegate.api.ApiRows.Ids;
import io.tidegate.api.FederationRows;
import io.tidegate.testing.TestDatabase;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayerOperationsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static int made;

    private final ApiFixture api = new ApiFixture(database);
    private Ids ids = fill();
    private Actor support = ApiFixture.actor(ids.organization(), Role.SUPPORT);

    private Ids fill() {
        String slug = "players-" + ++made;
        return ApiRows.fill(database, api.organization(slug), slug);
    }

    @BeforeEach
    void anew() {
        ids = fill();
        support = ApiFixture.actor(ids.organization(), Role.SUPPORT);
    }

    @Test
    void a_player_is_shown_beside_what_the_federation_said_last() {
        JsonNode shown = show();

        assertThat(shown.at("/player/firstName").asText()).isEqualTo("Aoife");
        assertThat(shown.at("/player/address").asText()).isEqualTo("1 Main Street, Ennis, Co. Clare");
        assertThat(shown.at("/player/externalIds/foireann").asText()).isEqualTo("M-1");
        assertThat(shown.at("/player/problem").asText()).isEqualTo("dateOfBirth is no date");
        assertThat(field(shown, "email").path("base").asText()).isEqualTo("b@example.org");
        assertThat(field(shown, "email").path("edited").asBoolean()).isTrue();
        assertThat(field(shown, "address").path("edited").asBoolean()).isFalse();
        assertThat(field(shown, "gender").path("synced").asBoolean()).isFalse();
    }

    @Test
    void an_edit_is_brought_into_form_and_stands_in_the_history() {
        Answer answer = patch("{\"firstName\":\"NIAMH\",\"phone\":\"086 765 4321\",\"email\":\"N@Example.ORG\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/player/firstName").asText()).isEqualTo("Niamh");
        assertThat(answer.body().at("/player/phone").asText()).isEqualTo("+353867654321");
        assertThat(answer.body().at("/player/email").asText()).isEqualTo("n@example.org");
        assertThat(answer.body().at("/player/version").asInt()).isEqualTo(2);
        assertThat(changes())
                .containsExactly(
                        "email person support@example.org a@example.org n@example.org",
                        "firstName person support@example.org Aoife Niamh",
                        "phone person support@example.org +353861234567 +353867654321");
        assertThat(database.texts(
                        "select detail ->> 'fields' from audit_log where action = 'player.update' and org_id = "
                                + ids.organization()))
                .containsExactly("email firstName phone");
    }

    @Test
    void an_edit_that_says_what_stands_there_already_writes_nothing() {
        Answer answer = patch("{\"phone\":\"086 1234567\",\"address\":\"1 Main Street,  Ennis, Co. Clare\"}");

        assertThat(answer.body().at("/player/version").asInt()).isEqualTo(1);
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"dateOfBirth":"31/02/2010"}               | /dateOfBirth
            {"dateOfBirth":"2999-01-01"}               | /dateOfBirth
            {"dateOfBirth":""}                         | /dateOfBirth
            {"firstName":"  "}                         | /firstName
            {"email":"nobody"}                         | /email
            {"address":"1 Street","town":"Ennis"}      | /address
            {"nickname":"A"}                           | /nickname
            {"firstName":7.5,"lastName":{}}            | /lastName
            """)
    void what_a_field_cannot_hold_is_refused_by_its_name(String body, String field) {
        Answer answer = patch(body);

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(changes()).isEmpty();
    }

    @Test
    void a_part_of_an_address_changes_alone_and_a_line_is_taken_apart() {
        patch("{\"county\":\"Co. Cork\"}");
        assertThat(show().at("/player/address").asText()).isEqualTo("1 Main Street, Ennis, Co. Cork");

        JsonNode moved = patch("{\"address\":\"2 Hill Road, Cork, Co. Cork, T12 X70A, Ireland\"}")
                .body();
        assertThat(moved.at("/player/addressLine1").asText()).isEqualTo("2 Hill Road");
        assertThat(moved.at("/player/postcode").asText()).isEqualTo("T12 X70A");
        assertThat(changes()).hasSize(2).allMatch(change -> change.startsWith("address "));

        assertThat(patch("{\"address\":\"\"}").body().at("/player/town").isNull())
                .isTrue();
    }

    @Test
    void whoever_is_18_is_an_adult() {
        api.clock.set(java.time.Instant.parse("2026-03-04T08:00:00Z"));
        assertThat(patch("{\"dateOfBirth\":\"4/3/2008\"}")
                        .body()
                        .at("/player/playerType")
                        .asText())
                .isEqualTo("adult");
        assertThat(patch("{\"dateOfBirth\":\"2008-03-05\"}")
                        .body()
                        .at("/player/playerType")
                        .asText())
                .isEqualTo("youth");
    }

    @Test
    void an_edit_of_an_older_version_is_refused() {
        Answer first = api.ask(support, "GET", path(), null);
        patch("{\"gender\":\"F\"}");

        Answer second = api.ask(support, "PATCH", path(), "{\"gender\":\"M\"}", "if-match", first.header("ETag"));
        assertThat(second.status()).isEqualTo(412);
        assertThat(show().at("/player/gender").asText()).isEqualTo("F");
        Answer third = api.ask(
                support,
                "PATCH",
                path(),
                "{\"gender\":\"M\"}",
                "if-match",
                api.ask(support, "GET", path(), null).header("ETag"));
        assertThat(third.status()).isEqualTo(200);
    }

    @Test
    void players_are_found_by_name_number_and_state() {
        long other = FederationRows.player(database, ids.organization(), "Mary-Kate", "O'Brien");
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update player_enrollments set status = 'inactive', ended_at = now() where player_id = ?",
                        other));

        assertThat(names("")).containsExactly("Aoife", "Mary-Kate");
        assertThat(names("?q=o'brien mary")).containsExactly("Mary-Kate");
        assertThat(names("?q=N-" + other)).containsExactly("Mary-Kate");
        assertThat(names("?status=inactive")).containsExactly("Mary-Kate");
        assertThat(names("?status=active&type=youth")).containsExactly("Aoife");
        assertThat(names("?problem=true")).containsExactly("Aoife");
        assertThat(names("?type=adult")).isEmpty();
        JsonNode first = api.ask(support, "GET", "/players?limit=1", null).body();
        assertThat(names("?limit=1&after=" + first.path("next").asText())).containsExactly("Mary-Kate");
    }

    @Test
    void a_player_of_two_organizations_is_one_and_each_sees_its_own_enrolment() {
        Ids others = fill();
        FederationRows.enrol(database, others.organization(), ids.federation().player());
        Actor theirs = ApiFixture.actor(others.organization(), Role.OWNER);

        Answer answer = api.ask(theirs, "PATCH", path(), "{\"gender\":\"F\"}");
        assertThat(answer.status()).isEqualTo(200);
        List<String> seen = database.texts("select 1 from local_changes where local_id = "
                + ids.federation().player());
        assertThat(seen).hasSize(1);
        JsonNode ours =
                api.ask(support, "GET", path() + "/history?event=person", null).body();
        assertThat(ours.at("/items/0/actor").asText()).isEqualTo("another organization");
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "delete from player_enrollments where org_id = ? and player_id = ?",
                        others.organization(),
                        ids.federation().player()));
        assertThat(api.ask(theirs, "GET", path(), null).status()).isEqualTo(404);
        assertThat(api.ask(theirs, "PATCH", path(), "{}").status()).isEqualTo(404);
        assertThat(api.ask(theirs, "GET", path() + "/history", null).status()).isEqualTo(404);
    }

    @Test
    void history_is_read_in_pages_with_the_conflicts_that_were_met() {
        patch("{\"gender\":\"F\"}");
        patch("{\"gender\":\"M\"}");

        JsonNode first =
                api.ask(support, "GET", path() + "/history?limit=2", null).body();
        assertThat(first.path("items").findValuesAsText("newValue")).containsExactly("M", "F");
        JsonNode second = api.ask(
                        support,
                        "GET",
                        path() + "/history?after=" + first.path("next").asText(),
                        null)
                .body();
        assertThat(second.path("items").findValuesAsText("event")).containsExactly("conflict");
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(api.ask(support, "GET", path() + "/history?field=gender", null)
                        .body()
                        .path("items"))
                .hasSize(2);
    }

    @Test
    void a_file_of_players_holds_all() {
        List<String> csv = api.ask(support, "GET", "/players/export?format=csv", null)
                .text()
                .lines()
                .toList();
        assertThat(csv).hasSize(2);
        assertThat(csv.get(0)).startsWith("id,firstName,lastName,dateOfBirth");
        assertThat(csv.get(1)).contains("Aoife,Byrne,2012-03-04", "'+353861234567");
    }

    @Test
    void a_local_record_is_edited_in_the_fields_it_has() {
        String path = "/local-records/" + ids.federation().record();
        Answer answer = api.ask(support, "PATCH", path, "{\"fields\":{\"city\":\" Limerick \",\"name\":null}}");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().at("/record/fields/city").asText()).isEqualTo("Limerick");
        assertThat(answer.body().at("/record/fields/name").isNull()).isTrue();
        assertThat(answer.body().at("/record/version").asInt()).isEqualTo(2);
        assertThat(field(answer.body(), "city").path("base").asText()).isEqualTo("Galway");
        assertThat(api.ask(support, "GET", path + "/history", null)
                        .body()
                        .path("items")
                        .findValuesAsText("field"))
                .containsExactlyInAnyOrder("city", "name");
        assertThat(api.ask(support, "PATCH", path, "{\"fields\":{\"shoe\":\"43\"}}")
                        .body()
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("/fields/shoe");
        assertThat(api.ask(support, "PATCH", path, "{}").status()).isEqualTo(400);
        assertThat(api.ask(support, "GET", "/local-records?kind=contact&q=limer&active=true", null)
                        .body()
                        .path("items"))
                .hasSize(1);
        assertThat(api.ask(support, "GET", "/local-records?kind=deal", null)
                        .body()
                        .path("items"))
                .isEmpty();
    }

    private String path() {
        return "/players/" + ids.federation().player();
    }

    private JsonNode show() {
        return api.ask(support, "GET", path(), null).body();
    }

    private Answer patch(String body) {
        return api.ask(support, "PATCH", path(), body);
    }

    private List<String> names(String query) {
        return api.ask(support, "GET", "/players" + query, null)
                .body()
                .path("items")
                .findValuesAsText("firstName");
    }

    private List<String> changes() {
        return database.texts("""
                select field || ' ' || origin || ' ' || actor || ' ' || coalesce(old, '') || ' ' || coalesce(new, '')
                from local_changes where kind = 'player' and local_id = %s order by field, id
                """.formatted(ids.federation().player()));
    }

    private static JsonNode field(JsonNode detail, String name) {
        for (JsonNode each : detail.path("fields")) {
            if (each.path("field").asText().equals(name)) {
                return each;
            }
        }
        return Objects.requireNonNull(null, name);
    }
}
