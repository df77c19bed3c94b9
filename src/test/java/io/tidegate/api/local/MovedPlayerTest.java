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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left to an organization of a player whose enrolment in it ended. */
class MovedPlayerTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static int made;

    private final ApiFixture api = new ApiFixture(database);
    private final Ids ours = fill();
    private final Ids theirs = fill();
    private final Actor here = ApiFixture.actor(ours.organization(), Role.SUPPORT);
    private final Actor there = ApiFixture.actor(theirs.organization(), Role.SUPPORT);
    private final long player = ours.federation().player();
    private final String path = "/players/" + player;

    private Ids fill() {
        String slug = "moved-" + ++made;
        return ApiRows.fill(database, api.organization(slug), slug);
    }

    @BeforeEach
    void edited() {
        assertThat(patch(here, "{\"gender\":\"F\"}").status()).isEqualTo(200);
    }

    @Test
    void who_lapsed_is_still_looked_after_while_nobody_else_has_them() {
        end(false);

        assertThat(patch(here, "{\"phone\":\"086 765 4321\"}").status()).isEqualTo(200);
        JsonNode shown = show(here);
        assertThat(shown.at("/player/active").asBoolean()).isFalse();
        assertThat(shown.at("/player/phone").asText()).isEqualTo("+353867654321");
        assertThat(shown.path("obstacle").isNull()).isTrue();
    }

    @Test
    void whom_another_organization_has_by_now_is_seen_as_its_own_history_alone() {
        end(true);
        FederationRows.enrol(database, theirs.organization(), player);
        assertThat(patch(there, "{\"phone\":\"086 111 1111\"}").status()).isEqualTo(200);

        JsonNode shown = show(here);
        assertThat(shown.at("/player/lastName").asText()).isEqualTo("Byrne");
        assertThat(shown.at("/player/active").asBoolean()).isFalse();
        assertThat(shown.at("/player/membershipNumber").asText()).isEqualTo("N-" + player);
        for (String field : new String[] {"email", "phone", "address", "addressLine1", "town", "county"}) {
            assertThat(shown.at("/player/" + field).isNull()).as(field).isTrue();
        }
        assertThat(shown.toString()).doesNotContain("b@example.org", "+353");
        assertThat(api.ask(here, "GET", "/players?status=inactive", null).body().toString())
                .contains("Byrne")
                .doesNotContain("example.org");

        Answer refused = patch(here, "{\"gender\":\"M\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("detail").asText()).contains("another organization");
        assertThat(shown.path("obstacle")).isEqualTo(refused.body().path("detail"));
        assertThat(show(there).path("obstacle").isNull()).isTrue();
        JsonNode conflict = api.ask(
                        here, "GET", "/conflicts/" + ours.federation().conflict(), null)
                .body();
        assertThat(conflict.path("current").isNull()).isTrue();
        assertThat(conflict.path("obstacle").asText()).contains("another organization");

        JsonNode history =
                api.ask(here, "GET", path + "/history?event=person", null).body();
        assertThat(history.path("items").findValuesAsText("field")).containsExactly("gender");

        execute("update player_enrollments set status = 'active', ended_at = null where player_id = " + player);
        assertThat(show(here).at("/player/phone").asText()).isEqualTo("+353861111111");
        assertThat(patch(here, "{\"gender\":\"M\"}").status()).isEqualTo(200);
    }

    /** Their enrolment here ends. */
    private void end(boolean elsewhere) {
        execute("update player_enrollments set status = 'inactive', ended_at = now() where player_id = " + player);
        execute("update player_identities set is_active = " + elsewhere + " where id = " + player);
    }

    private JsonNode show(Actor actor) {
        Answer answer = api.ask(actor, "GET", path, null);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private Answer patch(Actor actor, String body) {
        return api.ask(actor, "PATCH", path, body);
    }

    private static void execute(String statement) {
        database.jdbi().useHandle(handle -> handle.execute(statement));
    }
}
