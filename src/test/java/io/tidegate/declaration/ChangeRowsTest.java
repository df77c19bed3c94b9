package io.tidegate.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.Stored;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows 26, 28 and 30: lists that are asked for what changed since a time. */
class ChangeRowsTest {
    @RegisterExtension
    static final DeclarationNode node = new DeclarationNode();

    @Test
    void row_26_the_latest_time_of_a_record_is_asked_with_next_and_row_28_from_a_little_earlier() {
        node.script(Say.always(record(1, "'2026-11-20T10:00:00.900Z'")));
        Trial trial = node.trial("changes", "since").synced();
        assertThat(query("updated_since")).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(query("updated_until"))
                .startsWith(node.clock.instant().toString().substring(0, 19));
        node.script(Say.always(Say.json("[]")));
        trial.synced();
        assertThat(query("updated_since")).isEqualTo("2026-11-20T09:55:00Z");
        trial.synced();
        assertThat(query("updated_since")).isEqualTo("2026-11-20T09:55:00Z");
        assertThat(trial.live()).containsExactly("1");
    }

    @Test
    void row_26_epochs_in_a_body_and_in_the_query_and_days_where_the_text_has_their_place() {
        node.script(Say.always(record(1, "1763632800")));
        Trial seconds = node.trial("changes", "epochs").synced().synced();
        assertThat(node.asked())
                .extracting(Asked::body)
                .containsExactly("{\"kind\":\"a\"}", "{\"kind\":\"a\",\"from\":\"1763632800\"}");
        assertThat(seconds.live()).containsExactly("1");
        node.script(Say.always(record(1, "1763632800123")));
        node.trial("changes", "millis").synced().synced();
        assertThat(query("from")).isEqualTo("1763632800123");
        node.script(Say.always(record(1, "'2026-11-20 10:00:00'")));
        node.trial("changes", "days").synced().synced();
        assertThat(node.lines()).containsExactly("GET /days", "GET /days?from=2026-11-20");
    }

    @Test
    void row_26_everything_is_listed_once_a_day_all_the_same_and_finds_what_is_gone() {
        node.script(Say.always(
                Say.json("[{'id':1,'updated':'2026-11-20T10:00:00Z'},{'id':2,'updated':'2026-11-20T11:00:00Z'}]")));
        Trial trial = node.trial("changes", "millis").synced();
        node.script(Say.always(record(1, "'2026-11-20T12:00:00Z'")));
        trial.synced();
        assertThat(trial.live()).containsExactly("1", "2");
        trial.synced(Duration.ofHours(25));
        assertThat(node.lines()).last().isEqualTo("GET /millis");
        assertThat(trial.live()).containsExactly("1");
    }

    @Test
    void row_26_a_time_that_lies_ahead_does_not_hide_what_changes_until_then() {
        node.script(Say.always(record(1, "'2999-01-01T00:00:00Z'")));
        Trial trial = node.trial("changes", "since").synced().synced();
        assertThat(query("updated_since")).startsWith("2026-11-");
        assertThat(trial.live()).containsExactly("1");
    }

    @Test
    void row_28_what_is_told_again_does_not_set_the_time_back() {
        node.script(Say.always(record(1, "'2026-11-20T10:00:00Z'")));
        Trial trial = node.trial("changes", "since").synced();
        node.script(Say.always(record(2, "'2026-11-20T09:57:00Z'")));
        trial.synced().synced();
        assertThat(query("updated_since")).isEqualTo("2026-11-20T09:55:00Z");
    }

    @Test
    void row_30_what_is_older_is_left_out_here_where_the_provider_cannot() {
        node.script(Say.always(record(1, "'2026-11-20T10:00:00Z'")));
        Trial trial = node.trial("changes", "filtered").synced();
        node.script(Say.always(Say.json(
                "[{'id':1,'updated':'2026-11-20T09:00:00Z','name':'old'},{'id':2,'updated':'2026-11-20T11:00:00Z'}]")));
        Stored.Event event = trial.sync();
        assertThat(event.processed()).isEqualTo(1);
        assertThat(trial.live()).containsExactly("1", "2");
        assertThat(trial.data("1").has("name")).isFalse();
        assertThat(node.lines()).containsExactly("GET /filtered");
    }

    private static String query(String name) {
        Asked last = node.asked().get(node.asked().size() - 1);
        return Objects.requireNonNull(last.query().get(name), last.toString());
    }

    private static Answer record(int id, String updated) {
        return Say.json("[{'id':" + id + ",'updated':" + updated + "}]");
    }
}
