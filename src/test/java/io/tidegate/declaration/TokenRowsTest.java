package io.tidegate.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.Stored;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import io.tidegate.simulator.Answer;
import io.tidegate.vault.Credentials;
import io.tidegate.vault.Owner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Row 26: lists that give a token, and are asked with it for what changed since. */
class TokenRowsTest {
    @RegisterExtension
    static final DeclarationNode node = new DeclarationNode();

    @Test
    void row_26_a_token_is_asked_with_next_and_what_it_leaves_out_stays() {
        Trial trial = listed();
        node.script(Say.always(Say.json("{'items':[{'id':2,'name':'new'}],'sync_token':'t2','full_sync':false}")));
        trial.synced().synced();
        assertThat(node.lines()).containsExactly("GET /tokens?sync_token=t1", "GET /tokens?sync_token=t2");
        assertThat(trial.live()).containsExactly("1", "2");
        assertThat(trial.data("2").path("name").asText()).isEqualTo("new");
    }

    @Test
    void row_26_the_first_request_has_a_word_of_its_own() {
        listed();
        assertThat(node.lines()).containsExactly("GET /tokens?sync_token=*");
    }

    @Test
    void row_26_a_record_that_tells_of_its_deletion_is_deleted() {
        Trial trial = listed();
        node.script(Say.always(Say.json("{'items':[{'id':1,'is_deleted':true}],'sync_token':'t2','full_sync':false}")));
        trial.synced();
        assertThat(trial.live()).containsExactly("2");
    }

    @Test
    void row_26_an_answer_that_says_it_is_of_everything_deletes_what_it_lacks() {
        Trial trial = listed();
        node.script(Say.always(Say.json("{'items':[{'id':2}],'sync_token':'t2','full_sync':true}")));
        trial.synced();
        assertThat(trial.live()).containsExactly("2");
    }

    @Test
    void row_38_a_token_that_is_refused_is_forgotten_and_everything_listed() {
        Trial trial = listed();
        node.script(asked -> Objects.equals(asked.query().get("sync_token"), "*")
                ? Say.json("{'items':[{'id':2}],'sync_token':'t9','full_sync':true}")
                : Answer.status(410));
        trial.synced();
        assertThat(node.lines()).containsExactly("GET /tokens?sync_token=t1", "GET /tokens?sync_token=*");
        assertThat(trial.live()).containsExactly("2");
    }

    @Test
    void row_26_a_token_is_dropped_when_the_declaration_changes() {
        Trial trial = listed();
        Provider before = Objects.requireNonNull(node.provider("changes"));
        Map<String, ResourceType> types = new LinkedHashMap<>(before.types());
        types.computeIfPresent(
                "tokens",
                (name, type) -> new ResourceType(
                        name,
                        type.lists(),
                        type.list(),
                        type.paging(),
                        type.incremental(),
                        type.policy(),
                        type.reader(),
                        "v2"));
        node.node()
                .beans()
                .providers()
                .put(new Provider(
                        before.name(),
                        before.kind(),
                        before.access(),
                        before.rateLimit(),
                        before.answers(),
                        before.recommendedInterval(),
                        before.parameters(),
                        types,
                        before.webhook(),
                        before.twoWays()));
        trial.synced();
        node.node().beans().providers().put(before);
        assertThat(node.lines()).last().isEqualTo("GET /tokens?sync_token=*");
    }

    @Test
    void row_26_a_token_is_dropped_when_parameters_or_credentials_change() {
        Trial trial = listed();
        node.stored().execute("update docks set parameters = '{\"a\":\"b\"}' where id = ?", trial.dock);
        trial.synced();
        assertThat(node.lines()).last().isEqualTo("GET /tokens?sync_token=*");
        trial.synced();
        assertThat(node.lines()).last().isEqualTo("GET /tokens?sync_token=t1");
        Owner owner = new Owner(1, trial.dock);
        String sealed = node.node()
                .vault()
                .seal(new Credentials(Map.of("token", "another")).text(), owner)
                .toJson();
        node.stored().execute("update docks set credentials = ?::jsonb where id = ?", sealed, trial.dock);
        trial.synced();
        assertThat(node.lines()).last().isEqualTo("GET /tokens?sync_token=*");
    }

    @Test
    void row_26_what_breaks_between_the_last_page_and_the_end_is_asked_for_again() {
        Trial trial = listed();
        node.script(Say.always(
                Say.json("{'items':[{'id':1,'is_deleted':true},{'id':3}],'sync_token':'t2','full_sync':false}")));
        node.stored().execute("""
                create function break_end() returns trigger language plpgsql as $$
                begin raise exception 'broken before the end'; end $$;
                create trigger break_end before update of completed_at on sync_positions
                    for each row when (new.completed_at is distinct from old.completed_at) execute function break_end();
                """);
        Stored.Event broken = trial.sync();
        node.stored().execute("drop trigger break_end on sync_positions; drop function break_end()");
        assertThat(broken.status()).isNotEqualTo("success");
        assertThat(trial.live()).containsExactly("1", "2", "3");
        trial.synced();
        assertThat(node.lines()).containsExactly("GET /tokens?sync_token=t1", "GET /tokens?sync_token=t1");
        assertThat(trial.live()).containsExactly("2", "3");
    }

    @Test
    void row_26_pages_of_changes_share_one_token_and_the_next_one_comes_with_the_last() {
        node.script(Say.inTurn(
                Say.json("{'list':[{'id':1,'kind':'club'}],'next':'p2'}"),
                Say.json("{'list':[{'id':2,'kind':'club'}],'token':'t1'}"),
                Say.json("{'list':[{'id':1,'status':'gone'}],'next':'p2'}"),
                Say.json("{'list':[{'id':3,'kind':'club'}],'token':'t2'}")));
        Trial trial = node.trial("changes", "paged_tokens").synced().synced();
        assertThat(node.lines())
                .containsExactly(
                        "GET /paged", "GET /paged?after=p2", "GET /paged?since=t1", "GET /paged?after=p2&since=t1");
        assertThat(trial.live()).containsExactly("2", "3");
    }

    @Test
    void row_21_a_change_by_which_a_record_no_longer_counts_takes_it_away() {
        node.script(Say.inTurn(
                wrapped("{'id':1,'kind':'club'},{'id':2,'kind':'club'}", "t1"),
                wrapped("{'id':1,'kind':'other'}", "t2")));
        Trial trial = node.trial("changes", "paged_tokens").synced().synced();
        assertThat(trial.live()).containsExactly("2");
    }

    private static Answer wrapped(String items, String token) {
        return Say.json("{'list':[" + items + "],'token':'" + token + "'}");
    }

    /** Two records, listed whole; the next token is t1. */
    private static Trial listed() {
        node.script(Say.always(Say.json("{'items':[{'id':1},{'id':2}],'sync_token':'t1','full_sync':true}")));
        return node.trial("changes", "tokens").synced();
    }
}
