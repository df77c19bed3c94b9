package io.tidegate.api.trail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiRows;
import io.tidegate.testing.RunHistory;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What lists leave out, and which end of them comes first. */
class OrderTest {
    private static final Instant LONG_AGO = Instant.parse("2026-02-01T00:00:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);

    private JsonNode ask(Actor actor, String target) {
        ApiFixture.Answer answer = api.ask(actor, "GET", target, null);
        assertThat(answer.status()).as("%s: %s", target, answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void an_action_or_a_kind_of_them_is_left_out_of_the_log() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("order-1"), "order-1");
        Actor owner = ApiFixture.actor(ids.organization(), Role.OWNER);
        for (String done : List.of("pause", "resume")) {
            api.ask(owner, "POST", "/docks/" + ids.dock() + "/" + done, null);
        }

        api.ask(owner, "GET", "/resources/export?format=csv", null);

        assertThat(actions(owner, "")).contains("dock.pause", "dock.resume", "resource.export");
        assertThat(actions(owner, "?without=dock.pause"))
                .contains("dock.resume", "resource.export")
                .doesNotContain("dock.pause");
        assertThat(actions(owner, "?without=dock"))
                .contains("resource.export")
                .noneMatch(action -> action.startsWith("dock."));
        assertThat(actions(owner, "?action=dock&without=dock.pause")).containsExactly("dock.resume");
    }

    private List<String> actions(Actor actor, String query) {
        return ask(actor, "/audit" + query).path("items").findValuesAsText("action");
    }

    @Test
    void the_oldest_runs_come_first_page_by_page_where_that_is_asked_for() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("order-2"), "order-2");
        Actor owner = ApiFixture.actor(ids.organization(), Role.OWNER);
        RunHistory history = new RunHistory(database, 7);
        RunHistory.Whose whose = new RunHistory.Whose(ids.organization(), ids.dock(), "digitalocean");
        history.write(history.runs(whose, LONG_AGO, LONG_AGO.plus(Duration.ofHours(1))));

        List<String> newest = ids(owner, "");
        List<String> oldest = ids(owner, "&order=oldest");

        assertThat(oldest).hasSizeGreaterThan(7).doesNotHaveDuplicates();
        assertThat(oldest.get(oldest.size() - 1)).isEqualTo(Long.toString(ids.event()));
        assertThat(newest.get(0)).isEqualTo(Long.toString(ids.event()));
        Collections.reverse(newest);
        assertThat(oldest).isEqualTo(newest);
        assertThat(api.ask(owner, "GET", "/events?order=best", null).status()).isEqualTo(400);
    }

    private List<String> ids(Actor actor, String order) {
        List<String> ids = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = ask(actor, "/events?limit=7" + order + after);
            page.path("items").forEach(run -> ids.add(run.path("id").asText()));
            after = page.path("next").isTextual()
                    ? "&after=" + page.path("next").asText()
                    : "";
        } while (!after.isEmpty());
        return ids;
    }
}
