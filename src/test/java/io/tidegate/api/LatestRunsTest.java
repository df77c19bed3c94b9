package io.tidegate.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.testing.RunHistory;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the last runs of several docks went. */
class LatestRunsTest {
    private static final Instant LONG_AGO = Instant.parse("2026-02-01T00:00:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);

    private JsonNode items(Actor actor, String target) {
        ApiFixture.Answer answer = api.ask(actor, "GET", target, null);
        assertThat(answer.status()).as("%s: %s", target, answer.body()).isEqualTo(200);
        return answer.body().path("items");
    }

    @Test
    void each_dock_has_its_last_runs_oldest_first_however_many_there_were() {
        ApiRows.Ids one = ApiRows.fill(database, api.organization("latest-1"), "latest-1");
        Actor owner = ApiFixture.actor(one.organization(), Role.OWNER);
        RunHistory history = new RunHistory(database, 7);
        RunHistory.Whose whose = new RunHistory.Whose(one.organization(), one.dock(), "digitalocean");
        history.write(history.runs(whose, LONG_AGO, LONG_AGO.plus(Duration.ofDays(1))));

        JsonNode docks = items(owner, "/events/latest?docks=" + one.dock() + "&runs=20");
        assertThat(docks).hasSize(1);
        assertThat(docks.get(0).path("dockId").asLong()).isEqualTo(one.dock());
        List<String> starts = StreamSupport.stream(docks.get(0).path("runs").spliterator(), false)
                .map(run -> run.path("startedAt").asText())
                .toList();
        assertThat(starts).hasSize(20).isSorted();
        assertThat(docks.get(0).at("/runs/19/id").asLong()).isEqualTo(one.event());
        assertThat(items(owner, "/events/latest")).hasSize(1);
    }

    @Test
    void docks_of_others_have_none() {
        ApiRows.Ids ours = ApiRows.fill(database, api.organization("latest-2"), "latest-2");
        ApiRows.Ids theirs = ApiRows.fill(database, api.organization("latest-3"), "latest-3");
        Actor owner = ApiFixture.actor(ours.organization(), Role.OWNER);

        assertThat(items(owner, "/events/latest?docks=" + theirs.dock() + "," + ours.dock())
                        .findValuesAsText("dockId"))
                .containsExactly(Long.toString(ours.dock()));
    }

    @Test
    void what_is_no_list_of_numbers_is_refused() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("latest-4"), "latest-4");
        Actor owner = ApiFixture.actor(ids.organization(), Role.OWNER);

        for (String docks : List.of("x", "1,", "1%202", "1,".repeat(50) + "1", "9".repeat(19))) {
            assertThat(api.ask(owner, "GET", "/events/latest?docks=" + docks, null)
                            .status())
                    .as(docks)
                    .isEqualTo(400);
        }
    }
}
