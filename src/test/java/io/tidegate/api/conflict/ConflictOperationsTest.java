package io.tidegate.api.conflict;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConflictOperationsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static int made;

    private final ApiFixture api = new ApiFixture(database);
    private Ids ids = fill();
    private Actor support = ApiFixture.actor(ids.organization(), Role.SUPPORT);

    private Ids fill() {
        String slug = "conflicts-" + ++made;
        return ApiRows.fill(database, api.organization(slug), slug);
    }

    @BeforeEach
    void anew() {
        ids = fill();
        support = ApiFixture.actor(ids.organization(), Role.SUPPORT);
    }

    @Test
    void a_conflict_tells_all_sides_who_won_and_why() {
        JsonNode shown = show();

        assertThat(shown.at("/conflict/federation").asText()).isEqualTo("f@example.org");
        assertThat(shown.at("/conflict/local").asText()).isEqualTo("a@example.org");
        assertThat(shown.at("/conflict/base").asText()).isEqualTo("b@example.org");
        assertThat(shown.at("/conflict/name").asText()).isEqualTo("Aoife Byrne");
        assertThat(shown.at("/conflict/winner").asText()).isEqualTo("local");
        assertThat(shown.at("/conflict/reason").asText()).contains("both sides changed it");
        assertThat(shown.at("/current").asText()).isEqualTo("a@example.org");
        assertThat(shown.at("/obstacle").isNull()).isTrue();
    }

    @Test
    void a_conflict_that_is_settled_for_the_federation_changes_the_player() {
        Answer answer = settle("{\"as\":\"federation\"}");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().at("/current").asText()).isEqualTo("f@example.org");
        assertThat(answer.body().at("/conflict/settledAs").asText()).isEqualTo("federation");
        assertThat(answer.body().at("/conflict/settledBy").asText()).isEqualTo("support@example.org");
        assertThat(answer.body().at("/conflict/winner").asText()).isEqualTo("local");
        assertThat(answer.body().at("/conflict/resolved").asText()).isEqualTo("f@example.org");
        assertThat(database.texts("""
                select email || ' ' || version || ' ' || (last_synced_data #>> '{foireann,email}')
                from player_identities where id = %s""".formatted(ids.federation().player())))
                .containsExactly("f@example.org 2 b@example.org");
        assertThat(database.texts("select origin || ' ' || field || ' ' || new from local_changes where local_id = "
                        + ids.federation().player() + " and kind = 'player'"))
                .containsExactly("settled email f@example.org");
        assertThat(database.texts("select action || ' ' || target from audit_log where org_id = " + ids.organization()))
                .containsExactly("conflict.settle conflicts/" + ids.federation().conflict());
    }

    @Test
    void what_the_run_chose_can_be_confirmed_and_changes_nothing() {
        assertThat(settle("{\"as\":\"local\"}").status()).isEqualTo(200);

        assertThat(database.texts("select version::text from player_identities where id = "
                        + ids.federation().player()))
                .containsExactly("1");
        assertThat(items("?settled=true")).hasSize(1);
        assertThat(items("?settled=false")).isEmpty();
    }

    @Test
    void another_value_is_brought_into_form() {
        Answer answer = settle("{\"as\":\"value\",\"value\":\" New@Example.org \"}");

        assertThat(answer.body().at("/current").asText()).isEqualTo("new@example.org");
        assertThat(answer.body().at("/conflict/settled").asText()).isEqualTo("new@example.org");
        assertThat(settle("{\"as\":\"value\",\"value\":\"other@example.org\"}")
                        .body()
                        .path("detail")
                        .asText())
                .contains("settled by hand by support@example.org", "edit the record");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                         | /as
            {"as":"both"}                              | /as
            {"as":"value"}                             | /value
            {"as":"local","value":"x@example.org"}     | /value
            {"as":"value","value":"nobody"}            | /value
            """)
    void what_cannot_be_chosen_is_refused(String body, String field) {
        Answer answer = settle(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(items("?settled=true")).isEmpty();
    }

    @Test
    void a_field_that_was_edited_since_is_left_alone() {
        api.clock.set(ApiRows.AT.plusSeconds(60));
        api.ask(support, "PATCH", "/players/" + ids.federation().player(), "{\"email\":\"mine@example.org\"}");

        Answer answer = settle("{\"as\":\"federation\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("detail").asText())
                .isEqualTo("email was changed since, by support@example.org at 2026-03-01T12:01:00Z:"
                        + " edit the record to change it again.");
        assertThat(show().path("obstacle").asText()).startsWith("email was changed since");
        assertThat(show().path("current").asText()).isEqualTo("mine@example.org");
    }

    @Test
    void of_two_conflicts_of_a_field_the_later_one_is_settled() {
        long later = FederationRows.conflict(
                database,
                ids.organization(),
                ids.federation().history(),
                ids.federation().player(),
                "email",
                "g@example.org",
                "a@example.org");

        assertThat(settle("{\"as\":\"federation\"}").body().path("detail").asText())
                .contains("conflict " + later);
        assertThat(api.ask(support, "POST", "/conflicts/" + later + "/settle", "{\"as\":\"federation\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_needed_field_is_never_emptied() {
        long conflict = FederationRows.conflict(
                database,
                ids.organization(),
                ids.federation().history(),
                ids.federation().player(),
                "firstName",
                "",
                "Aoife");

        Answer answer = api.ask(support, "POST", "/conflicts/" + conflict + "/settle", "{\"as\":\"federation\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("detail").asText()).contains("is needed");
    }

    @Test
    void conflicts_are_found_by_what_they_are_of() {
        long player = ids.federation().player();
        assertThat(items("?field=email&strategy=local_wins&winner=local&kind=player&player=" + player + "&dock="
                        + ids.dock() + "&history=" + ids.federation().history()
                        + "&since=2026-03-01T12:00:00Z&until=2026-03-01T12:00:01Z"))
                .hasSize(1);
        for (String none : List.of(
                "?field=phone",
                "?strategy=merge",
                "?winner=federation",
                "?record=" + player,
                "?dock=1",
                "?connector=foireann",
                "?until=2026-03-01T12:00:00Z")) {
            assertThat(items(none)).as(none).isEmpty();
        }
        assertThat(api.ask(support, "GET", "/conflicts/export?format=csv", null)
                        .text()
                        .lines())
                .hasSize(2);
    }

    @Test
    void history_tells_what_a_run_came_to() {
        JsonNode list = api.ask(support, "GET", "/history?type=scheduled&status=partial&dock=" + ids.dock(), null)
                .body();
        assertThat(list.at("/items/0/run").asLong()).isEqualTo(ids.event());
        assertThat(list.at("/items/0/conflictsDetected").asInt()).isEqualTo(1);

        String path = "/history/" + ids.federation().history();
        JsonNode detail = api.ask(support, "GET", path, null).body();
        assertThat(detail.path("conflicts")).hasSize(1);
        assertThat(detail.at("/errors/0/message").asText()).isEqualTo("is no date");
        assertThat(detail.path("moreErrors").asBoolean()).isFalse();
        assertThat(api.ask(support, "GET", path + "/errors", null).body().path("items"))
                .hasSize(1);
        assertThat(api.ask(support, "GET", "/history/export?format=json", null).text())
                .contains("\"processed\":3");
        JsonNode problems =
                api.ask(support, "GET", "/import-problems?kind=player", null).body();
        assertThat(problems.at("/items/0/problem").asText()).isEqualTo("dateOfBirth is no date");
        assertThat(problems.at("/items/0/recordId").asLong())
                .isEqualTo(ids.federation().player());
    }

    private JsonNode show() {
        return api.ask(support, "GET", "/conflicts/" + ids.federation().conflict(), null)
                .body();
    }

    private Answer settle(String body) {
        return api.ask(support, "POST", "/conflicts/" + ids.federation().conflict() + "/settle", body);
    }

    private JsonNode items(String query) {
        return api.ask(support, "GET", "/conflicts" + query, null).body().path("items");
    }
}
