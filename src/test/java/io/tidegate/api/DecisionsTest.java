package io.tidegate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of dead letters. */
class DecisionsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);

    @Test
    void a_replayed_letter_queues_its_dock_and_stands_in_the_log() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("letters-1"), "letters-1");
        Answer answer = decide(ids, "replay");

        assertThat(answer.body().path("outcome").asText()).isEqualTo("replayed");
        assertThat(answer.body().path("job").asLong()).isEqualTo(ids.job());
        assertThat(api.ask(owner(ids), "GET", "/dead-letters/" + ids.letter(), null)
                        .body()
                        .path("resolution")
                        .asText())
                .isEqualTo("replayed");
        assertThat(log(ids))
                .containsExactly(
                        "dead_letter.replay dead-letters/" + ids.letter() + " done {\"outcome\": \"replayed\"}");
    }

    @Test
    void what_was_decided_stays_decided() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("letters-2"), "letters-2");

        assertThat(decide(ids, "discard").body().path("outcome").asText()).isEqualTo("discarded");
        Answer again = decide(ids, "replay");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("outcome").asText()).isEqualTo("already_resolved");
        assertThat(api.ask(owner(ids), "GET", "/dead-letters", null).body().path("items"))
                .isEmpty();
        assertThat(api.ask(owner(ids), "GET", "/dead-letters?resolved=true", null)
                        .body()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void a_dock_that_is_stopped_or_gone_is_a_conflict_and_nothing_is_decided() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("letters-3"), "letters-3");
        database.jdbi()
                .useHandle(handle -> handle.execute("update docks set stopped_at = now() where id = ?", ids.dock()));
        Answer stopped = decide(ids, "replay");
        database.jdbi().useHandle(handle -> handle.execute("delete from docks where id = ?", ids.dock()));
        Answer removed = decide(ids, "replay");

        assertThat(stopped.status()).isEqualTo(409);
        assertThat(stopped.body().at("/errors/0/reason").asText()).isEqualTo("dock_stopped");
        assertThat(removed.body().at("/errors/0/reason").asText()).isEqualTo("dock_removed");
        assertThat(api.ask(owner(ids), "GET", "/dead-letters/" + ids.letter(), null)
                        .body()
                        .path("resolution")
                        .isNull())
                .isTrue();
        assertThat(log(ids)).allMatch(line -> line.contains(" failed "));
    }

    private Answer decide(ApiRows.Ids ids, String deed) {
        return api.ask(owner(ids), "POST", "/dead-letters/" + ids.letter() + "/" + deed, null);
    }

    private java.util.List<String> log(ApiRows.Ids ids) {
        return database.texts("select action || ' ' || target || ' ' || result || ' ' || detail from audit_log"
                + " where org_id = " + ids.organization() + " order by id");
    }

    private static Actor owner(ApiRows.Ids ids) {
        return ApiFixture.actor(ids.organization(), Role.OWNER);
    }
}
