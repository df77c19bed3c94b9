package io.tidegate.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.Stored;
import io.tidegate.simulator.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows 38 and 39: what answers mean, and what kind of failure one is. */
class AnswerRowsTest {
    @RegisterExtension
    static final DeclarationNode node = new DeclarationNode();

    @Test
    void row_38_a_success_may_be_a_failure_by_what_its_body_says() {
        node.script(Say.always(Say.json("{'success':false,'message':'no such team','items':[]}")));
        Stored.Event event = node.trial("answers", "items").sync();
        assertThat(event.status()).isEqualTo("failed");
        assertThat(event.message()).contains("no such team");
        assertThat(node.asked()).hasSize(1);
    }

    @Test
    void row_38_a_status_that_is_usually_retried_may_be_final() {
        node.script(Say.always(Say.json(503, "{'code':'gone_for_good'}")));
        assertThat(node.trial("answers", "items").sync().code()).isEqualTo("HTTP_503");
        assertThat(node.asked()).hasSize(1);
    }

    @Test
    void row_38_what_may_be_better_soon_is_asked_again() {
        node.script(Say.inTurn(Answer.status(418), Say.json("{'code':'busy'}"), Say.items(1)));
        assertThat(node.trial("answers", "items").synced().live()).containsExactly("1");
        assertThat(node.asked()).hasSize(3);
    }

    @Test
    void row_38_a_list_is_passed_over_and_nothing_of_it_deleted() {
        node.script(Say.always(Say.items(1)));
        Trial trial = node.trial("answers", "items", "others").synced();
        node.script(asked -> asked.path().equals("/items")
                ? Say.json(403, "{'message':'This feature is DISABLED here'}")
                : Say.items(1));
        trial.synced().synced(Duration.ofDays(1)).synced();
        assertThat(trial.live()).containsExactly("1");
        assertThat(trial.live("others")).containsExactly("1");
    }

    @Test
    void row_38_a_type_has_rules_of_its_own() {
        node.script(Say.always(Answer.status(404)));
        node.trial("answers", "own").synced();
        assertThat(node.trial("answers", "others").sync().status()).isEqualTo("failed");
    }

    @Test
    void row_38_an_answer_may_mean_an_empty_list() {
        node.script(Say.always(Say.items(1)));
        Trial trial = node.trial("answers", "own").synced();
        node.script(Say.always(Say.json(400, "{'code':'no_such_list'}")));
        trial.synced();
        node.script(Say.always(Answer.status(204)));
        // what would empty a list is believed when three agree over ten minutes
        trial.synced(Duration.ofMinutes(10)).synced();
        assertThat(trial.live()).isEmpty();
    }

    @Test
    void row_38_a_cursor_that_is_refused_begins_anew() {
        node.script(Say.inTurn(
                Say.json("{'items':[{'id':1}],'next':'c1'}"),
                Say.json(400, "{'code':'bad_cursor'}"),
                Say.json("{'items':[{'id':1}],'next':'c2'}"),
                Say.json("{'items':[{'id':2}]}")));
        Trial trial = node.trial("answers", "items").synced();
        assertThat(node.lines())
                .containsExactly("GET /items", "GET /items?after=c1", "GET /items", "GET /items?after=c2");
        assertThat(trial.live()).containsExactly("1", "2");
    }

    @Test
    void row_38_a_provider_that_refuses_each_cursor_is_not_asked_for_ever() {
        node.script(asked -> asked.query().isEmpty()
                ? Say.json("{'items':[{'id':1}],'next':'c1'}")
                : Answer.status(node.asked().size() > 30 ? 404 : 410));
        assertThat(node.trial("answers", "items").sync().code()).isEqualTo("HTTP_410");
        assertThat(node.asked()).hasSize(4);
    }

    @Test
    void row_40_each_page_has_retries_of_its_own() {
        node.script(asked -> {
            int page = Integer.parseInt(asked.query().getOrDefault("after", "1"));
            long before = node.lines().stream()
                    .filter(node.lines().get(node.lines().size() - 1)::equals)
                    .count();
            return before == 1
                    ? Answer.status(500)
                    : Say.json(
                            "{'items':[{'id':" + page + "}]" + (page == 8 ? "" : ",'next':'" + (page + 1) + "'") + "}");
        });
        assertThat(node.trial("answers", "items").synced().live()).hasSize(8);
        assertThat(node.asked()).hasSize(16);
    }

    @Test
    void row_38_a_limit_may_be_said_by_a_success() {
        node.script(Say.always(Say.json("{'code':'throttled'}")));
        Trial trial = node.trial("answers", "items");
        assertThat(trial.sync().completedAt()).isNull();
        assertThat(node.stored().job(trial.dock).state()).isEqualTo("available");
        node.script(Say.always(Say.items(1)));
        assertThat(node.pass(trial.dock, Duration.ofMinutes(2)).status()).isEqualTo("success");
    }

    @Test
    void row_39_what_only_somebody_can_mend_stops_the_dock() {
        node.script(Say.always(Say.json(403, "{'code':'bad_token'}")));
        Trial trial = node.trial("answers", "items");
        assertThat(trial.sync().status()).isEqualTo("failed");
        assertThat(condition(trial)).isNotNull();
        assertThat(node.asked()).hasSize(1);
    }

    @Test
    void row_39_what_is_the_providers_fault_is_retried_and_backs_off_and_a_bad_answer_is_not_asked_again() {
        node.script(Say.always(Answer.status(500)));
        Trial trial = node.trial("answers", "items");
        assertThat(trial.sync().code()).isEqualTo("HTTP_500");
        assertThat(node.asked()).hasSize(6);
        assertThat(node.stored().job(trial.dock).state()).isEqualTo("retryable");
        node.script(Say.always(Say.json("'nothing'")));
        assertThat(node.trial("answers", "others").sync().code()).isEqualTo("INVALID_RESPONSE");
        assertThat(node.asked()).hasSize(1);
    }

    private static Object condition(Trial trial) {
        return Objects.requireNonNull(node.node()
                .beans()
                .docks()
                .find(List.of(trial.dock))
                .get(0)
                .condition()
                .stoppedAt());
    }
}
