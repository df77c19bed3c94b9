package io.tidegate.api.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.testing.InventedRoutes;
import io.tidegate.testing.TestDatabase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RouteOperationsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Actor OPERATOR = new Actor(
            "op@example.org",
            null,
            null,
            null,
            null,
            Set.of(Permission.INSTANCE_READ, Permission.INSTANCE_WRITE),
            "10.0.0.1");

    private final ApiFixture api = new ApiFixture(database);

    @Test
    void routes_are_found_by_state_file_and_words() {
        assertThat(ids("")).containsExactly("schedule", "work<b>", InventedRoutes.BUSY);
        assertThat(ids("?file=providers.harbour")).containsExactly(InventedRoutes.BUSY);
        assertThat(ids("?q=ARE%20DUE".replace("%20", " "))).containsExactly("schedule");
        assertThat(ids("?state=stopped")).isEmpty();
        assertThat(get("/instance/routes?state=lost").status()).isEqualTo(400);
    }

    @Test
    void a_file_tells_what_runs_what_was_refused_and_no_credential() {
        JsonNode harbour = get("/instance/route-files/providers.harbour").body();

        assertThat(harbour.at("/file/state").asText()).isEqualTo(RouteFileView.REFUSED);
        assertThat(harbour.at("/file/fault/line").asInt()).isEqualTo(2);
        assertThat(harbour.path("running").asText()).contains("templatedRoute");
        assertThat(harbour.path("refused").asText()).contains("sett:").doesNotContain("hunter2");
        assertThat(get("/instance/route-files/1-schedule")
                        .body()
                        .path("refused")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_file_of_any_name_can_be_asked_for() {
        assertThat(get("/instance/route-files").body().at("/items/2/name").asText())
                .isEqualTo("providers.new_one");
        JsonNode never = get("/instance/route-files/providers.new_one").body();
        assertThat(never.at("/file/state").asText()).isEqualTo(RouteFileView.NOT_LOADED);
        assertThat(never.path("running").isNull()).isTrue();
        assertThat(get("/instance/route-files/providers.other").status()).isEqualTo(404);
    }

    @Test
    void who_stops_and_starts_a_route_stands_in_the_log() {
        assertThat(post("schedule", "stop").body().path("state").asText()).isEqualTo("stopped");
        assertThat(ids("?state=stopped")).containsExactly("schedule");
        assertThat(post("schedule", "start").body().path("state").asText()).isEqualTo("started");

        assertThat(database.texts("""
                        select actor || ' ' || action || ' ' || target || ' ' || result from audit_log
                        where target = 'routes/schedule' order by id
                        """))
                .endsWith(
                        "op@example.org instance.route.stop routes/schedule done",
                        "op@example.org instance.route.start routes/schedule done");
    }

    @Test
    void what_cannot_be_done_says_why() {
        assertThat(post("schedule", "stop").status()).isEqualTo(200);
        assertThat(detail(post("schedule", "resume")))
                .isEqualTo("Route schedule is stopped and not suspended: start it.");
        assertThat(detail(post(InventedRoutes.BUSY, "stop"))).contains("is at work", "goes on");
        assertThat(post("nowhere", "stop").status()).isEqualTo(404);
    }

    private static String detail(Answer answer) {
        assertThat(answer.status()).isEqualTo(409);
        return answer.body().path("detail").asText();
    }

    private List<String> ids(String query) {
        return get("/instance/routes" + query).body().findValuesAsText("id");
    }

    private Answer get(String target) {
        return api.ask(OPERATOR, "GET", target, null);
    }

    private Answer post(String route, String order) {
        return api.ask(OPERATOR, "POST", "/instance/routes/" + route + "/" + order, null);
    }
}
