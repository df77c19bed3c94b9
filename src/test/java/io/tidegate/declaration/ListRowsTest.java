package io.tidegate.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.Stored;
import io.tidegate.simulator.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows 34 and 47: types with many lists, and how many of them at once. */
class ListRowsTest {
    @RegisterExtension
    static final DeclarationNode node = new DeclarationNode();

    @Test
    void row_34_a_list_for_each_of_some_words() {
        node.script(asked -> Say.items(1));
        Trial trial = node.trial("lists", Map.of("languages", "fr ga"), "words").synced();
        assertThat(node.lines()).containsExactly("GET /words/en", "GET /words/de", "GET /words/fr", "GET /words/ga");
        assertThat(node.stored().resources(trial.dock, "words"))
                .extracting(Stored.Resource::parent)
                .containsExactly("en", "de", "fr", "ga");
    }

    @Test
    void row_34_a_list_for_each_record_of_several_parents() {
        node.script(Say.at(Map.of(
                "/clubs",
                Say.items(1),
                "/teams",
                Say.items(1, 2),
                "/notes/1",
                Say.items("n"),
                "/notes/2",
                Say.items())));
        Trial trial = node.trial("lists", "notes", "clubs", "teams").synced();
        assertThat(node.stored().resources(trial.dock, "notes"))
                .extracting(one -> one.parent() + " " + one.id())
                .containsExactlyInAnyOrder("clubs:1 n", "teams:1 n");
    }

    @Test
    void row_34_what_was_listed_before_are_parents_of_a_later_run() {
        node.script(
                Say.at(Map.of("/clubs", Say.items(1, 2), "/members/1", Say.items("a"), "/members/2", Say.items("b"))));
        Trial trial = node.trial("lists", "members", "clubs").synced();
        node.script(Say.at(
                Map.of("/clubs", Answer.status(500), "/members/1", Say.items("c"), "/members/2", Say.items("b"))));
        assertThat(trial.sync().status()).isEqualTo("partial");
        assertThat(trial.live()).contains("c");
    }

    @Test
    void row_34_a_parent_that_is_gone_takes_its_lists_along() {
        node.script(Say.at(Map.of(
                "/clubs",
                Say.items(1, 2),
                "/teams",
                Say.items(2),
                "/notes/1",
                Say.items("a"),
                "/notes/2",
                Say.items("b"))));
        Trial trial = node.trial("lists", "notes", "clubs", "teams").synced();
        node.script(Say.at(Map.of(
                "/clubs",
                Say.items(1),
                "/teams",
                Say.items(2),
                "/notes/1",
                Say.items("a"),
                "/notes/2",
                Say.items("b"))));
        trial.synced();
        assertThat(node.stored().resources(trial.dock, "notes"))
                .filteredOn(one -> !one.deleted())
                .extracting(Stored.Resource::parent)
                .containsExactlyInAnyOrder("clubs:1", "teams:2");
    }

    @Test
    void row_34_so_many_lists_in_a_run_those_not_listed_for_longest_first() {
        node.script(asked -> Say.items(asked.path()));
        Trial trial = node.trial("lists", "capped").synced().synced();
        assertThat(node.lines()).containsExactly("GET /capped/a", "GET /capped/b", "GET /capped/c", "GET /capped/d");
        trial.synced();
        assertThat(node.lines()).hasSize(6).contains("GET /capped/e").endsWith("GET /capped/a");
        assertThat(trial.live()).hasSize(5);
    }

    @Test
    void row_47_several_lists_at_once_and_never_more() {
        CountDownLatch three = new CountDownLatch(3);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        node.script(asked -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            three.countDown();
            try {
                // the first three wait for one another: one at a time could never end
                if (!three.await(10, TimeUnit.SECONDS)) {
                    return Answer.status(500);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            now.decrementAndGet();
            return Say.items(asked.path()).after(Duration.ofMillis(20));
        });
        Trial trial = node.trial("lists", "together").synced();
        assertThat(trial.live()).hasSize(8);
        assertThat(node.asked()).hasSize(8);
        assertThat(most).hasValue(3);
    }

    @Test
    void row_47_a_list_that_fails_among_others_fails_alone() {
        node.script(asked -> asked.path().endsWith("/c") ? Answer.status(404) : Say.items(asked.path()));
        Trial trial = node.trial("lists", "together");
        Stored.Event event = trial.sync();
        assertThat(event.status()).isEqualTo("partial");
        assertThat(event.message()).contains("/together/c");
        assertThat(trial.live()).hasSize(7);
    }

    @Test
    void row_47_lists_at_once_stay_within_the_budget_that_they_share() {
        node.script(asked -> Say.items(asked.path()));
        Trial trial = node.trial("lists", "together");
        // eight a run, twenty a minute, a tenth is the owner's: the third run must wait for the last six
        for (int run = 1; run <= 3; run++) {
            node.sync(trial.dock, Duration.ofSeconds(6));
        }
        assertThat(node.stored().job(trial.dock).state()).isEqualTo("available");
        assertThat(node.asked()).hasSize(18);
        node.pass(trial.dock, Duration.ofMinutes(2));
        assertThat(node.stored().job(trial.dock).state()).isEqualTo("completed");
        assertThat(node.asked()).hasSize(24);
    }
}
