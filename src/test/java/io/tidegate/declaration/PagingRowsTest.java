package io.tidegate.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.Stored;
import io.tidegate.simulator.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows 14 to 16: pages, and which is the last. */
class PagingRowsTest {
    @RegisterExtension
    static final DeclarationNode node = new DeclarationNode();

    @Test
    void row_14_a_list_of_one_page() {
        Trial trial = listed("single", Say.items(1, 2));
        assertThat(node.lines()).containsExactly("GET /single");
        assertThat(trial.live()).containsExactly("1", "2");
    }

    @Test
    void row_14_numbered_pages_and_row_15_a_size() {
        Trial trial = listed("numbers", Say.items(1, 2), Say.items(3));
        assertThat(node.lines()).containsExactly("GET /numbers?per_page=2&page=1", "GET /numbers?per_page=2&page=2");
        assertThat(trial.live()).containsExactly("1", "2", "3");
    }

    @Test
    void row_14_offsets() {
        Trial trial = listed("offsets", Say.items(1, 2), Say.items(3));
        assertThat(node.lines()).containsExactly("GET /offsets?limit=2&skip=0", "GET /offsets?limit=2&skip=2");
        assertThat(trial.live()).containsExactly("1", "2", "3");
    }

    @Test
    void row_14_a_cursor_in_the_body_is_followed() {
        Trial trial = listed(
                "cursors",
                Say.json("{'items':[{'id':1}],'meta':{'next':'a=b'}}"),
                Say.json("{'items':[{'id':2}],'meta':{}}"));
        assertThat(node.lines()).containsExactly("GET /cursors", "GET /cursors?after=a%3Db");
        assertThat(trial.live()).containsExactly("1", "2");
    }

    @Test
    void row_14_a_cursor_in_a_header_is_followed() {
        Trial trial = listed("header_cursors", Say.items(1).header("X-Next", "c2"), Say.items(2));
        assertThat(node.asked()).extracting(one -> one.header("X-After")).containsExactly(null, "c2");
        assertThat(trial.live()).containsExactly("1", "2");
    }

    @Test
    void row_14_the_last_record_is_the_cursor() {
        Trial trial = listed(
                "last_ids",
                Say.json("{'data':[{'id':1},{'id':2}],'has_more':true}"),
                Say.json("{'data':[{'id':3}],'has_more':false}"));
        assertThat(node.lines()).containsExactly("GET /last-ids", "GET /last-ids?starting_after=2");
        assertThat(trial.live()).containsExactly("1", "2", "3");
    }

    @Test
    void row_14_link_headers() {
        Trial trial = listed(
                "links",
                Say.items(1).header("Link", "<" + node.url("paging") + "/links?p=2>; rel=\"next\""),
                Say.items(2));
        assertThat(node.lines()).containsExactly("GET /links", "GET /links?p=2");
        assertThat(trial.live()).containsExactly("1", "2");
    }

    @Test
    void row_14_next_urls_in_the_body_even_relative_ones() {
        Trial trial = listed(
                "next_urls",
                Say.json("{'items':[{'id':1}],'links':{'next':'" + node.url("paging") + "/next-urls?p=2'}}"),
                Say.json("{'items':[{'id':2}],'links':{'next':'?p=3'}}"),
                Say.json("{'items':[{'id':3}]}"));
        assertThat(node.lines()).containsExactly("GET /next-urls", "GET /next-urls?p=2", "GET /next-urls?p=3");
        assertThat(trial.live()).containsExactly("1", "2", "3");
    }

    @Test
    void row_15_another_first_page_and_a_first_request_without_it() {
        Trial trial = listed("from_zero", Say.items(1, 2), Say.items(3, 4), Say.items());
        assertThat(node.lines())
                .containsExactly("GET /from-zero?size=2", "GET /from-zero?size=2&p=1", "GET /from-zero?size=2&p=2");
        assertThat(trial.live()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void row_15_so_many_pages_at_most_and_then_nothing_is_deleted() {
        Trial trial = listed("at_most", Say.items(1, 2), Say.items(3, 4), Say.items(5, 6));
        assertThat(node.lines()).hasSize(2);
        node.script(Say.inTurn(Say.items(7, 8), Say.items(9, 10), Say.items(11)));
        trial.synced();
        node.script(Say.inTurn(Say.items(7, 8), Say.items(9, 10), Say.items(11)));
        trial.synced();
        assertThat(trial.live()).containsExactly("1", "2", "3", "4", "7", "8", "9", "10");
    }

    @Test
    void row_16_a_short_page_or_an_empty_one_is_the_last() {
        listed("numbers", Say.items(1, 2), Say.items());
        assertThat(node.lines()).hasSize(2);
        Trial trial = listed("empty", Say.items(1, 2), Say.items(3), Say.items());
        assertThat(node.lines()).hasSize(3);
        assertThat(trial.live()).containsExactly("1", "2", "3");
    }

    @Test
    void row_16_a_total() {
        Trial trial = listed(
                "totals",
                Say.json("{'items':[{'id':1},{'id':2}],'meta':{'total':'4'}}"),
                Say.json("{'items':[{'id':3},{'id':4}],'meta':{'total':4}}"));
        assertThat(node.lines()).hasSize(2);
        assertThat(trial.live()).hasSize(4);
    }

    @Test
    void row_16_the_number_of_the_last_page() {
        Trial trial = listed(
                "last_pages",
                Say.json("{'items':[{'id':1}],'meta':{'last':2}}"),
                Say.json("{'items':[{'id':2}],'meta':{'last':2}}"));
        assertThat(node.lines()).containsExactly("GET /last-pages?page=1", "GET /last-pages?page=2");
        assertThat(trial.live()).hasSize(2);
    }

    @Test
    void row_16_a_word_that_says_whether_there_is_more() {
        listed(
                "more",
                Say.json("{'items':[{'id':1}],'meta':{'more':'yes'}}"),
                Say.json("{'items':[{'id':2}],'meta':{'more':'no'}}"));
        assertThat(node.lines()).hasSize(2);
    }

    @Test
    void row_16_a_jq_expression() {
        Trial trial = listed(
                "when",
                Say.json("{'items':[{'id':1}],'meta':{'page':1,'pages':2}}"),
                Say.json("{'items':[{'id':2}],'meta':{'page':2,'pages':2}}"));
        assertThat(node.lines()).hasSize(2);
        assertThat(trial.live()).hasSize(2);
    }

    @Test
    void row_14_a_provider_that_leads_in_a_circle_is_left() {
        node.script(Say.always(Say.items(1).header("X-Next", "c2")));
        Stored.Event event = node.trial("paging", "header_cursors").sync();
        assertThat(event.code()).isEqualTo("INVALID_RESPONSE");
        assertThat(node.asked()).hasSize(2);
    }

    private static Trial listed(String type, Answer... pages) {
        node.script(Say.inTurn(pages));
        return node.trial("paging", type).synced();
    }
}
