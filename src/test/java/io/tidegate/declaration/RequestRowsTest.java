package io.tidegate.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows 1 to 4: where a list is, and how it is asked for. */
class RequestRowsTest {
    private static final Map<String, String> TEAM = Map.of("team", "a/b ü");

    @RegisterExtension
    static final DeclarationNode node = new DeclarationNode();

    @Test
    void row_1_a_path_and_the_base_url_hold_parameters_of_the_dock() {
        node.script(Say.always(Say.items(1)));
        node.trial("paths", TEAM, "zones").synced();
        node.trial("paths", Map.of("team", "x", "region", "us"), "zones").synced();
        assertThat(node.lines()).containsExactly("GET /eu/teams/a%2Fb%20%C3%BC/zones", "GET /us/teams/x/zones");
    }

    @Test
    void row_1_a_path_lacks_a_parameter_and_the_failure_says_how_to_give_it() {
        node.script(Say.always(Say.items(1)));
        assertThat(node.trial("paths", "zones").sync().message())
                .contains("the dock has no parameter team", "--param team=");
        assertThat(node.asked()).isEmpty();
    }

    @Test
    void row_1_a_path_holds_the_id_and_other_values_of_a_parent() {
        node.script(Say.at(Map.of(
                "/eu/teams/t/zones", Say.json("[{'id':'z/1','name':'n 1','owner':{'login':'me'}}]"),
                "/zones/z/1/records", Say.items("r1"),
                "/owners/me/n 1", Say.items("o1"))));
        Trial trial = node.trial("paths", Map.of("team", "t"), "zones", "dns_records", "owners")
                .synced();
        assertThat(node.lines()).contains("GET /zones/z%2F1/records", "GET /owners/me/n%201");
        assertThat(trial.live("dns_records")).containsExactly("r1");
        assertThat(trial.live("owners")).containsExactly("o1");
    }

    @Test
    void row_1_a_path_holds_the_word_of_its_list() {
        node.script(asked -> Say.items(asked.path()));
        Trial trial = node.trial("paths", Map.of("more", "fr,ga"), "words").synced();
        assertThat(node.lines())
                .containsExactly("GET /words/en", "GET /words/de%2Fat", "GET /words/fr", "GET /words/ga");
        assertThat(trial.live()).hasSize(4);
    }

    @Test
    void row_1_a_path_holds_the_cursor() {
        node.script(Say.inTurn(
                Say.json("{'items':[{'id':1}],'next':'p/2'}"), Say.json("{'items':[{'id':2}],'next':null}")));
        Trial trial = node.trial("paths", "feed").synced();
        assertThat(node.lines()).containsExactly("GET /feed/begin", "GET /feed/p%2F2");
        assertThat(trial.live()).containsExactly("1", "2");
    }

    @Test
    void row_2_get_post_put_and_patch() {
        node.script(asked -> asked.path().equals("/posted") ? Say.json("{'items':[{'id':1}]}") : Say.items(1));
        Trial trial =
                node.trial("requests", TEAM, "got", "posted", "put", "patched").synced();
        assertThat(node.asked()).extracting(Asked::method).containsExactlyInAnyOrder("GET", "POST", "PUT", "PATCH");
        for (String type : List.of("got", "posted", "put", "patched")) {
            assertThat(trial.live(type)).containsExactly("1");
        }
    }

    @Test
    void row_3_a_json_body_leaves_out_what_is_absent_and_keeps_numbers() {
        node.script(Say.inTurn(Say.json("{'items':[{'id':1}],'next':'c2'}"), Say.json("{'items':[{'id':2}]}")));
        Trial trial = node.trial("requests", TEAM, "posted").synced();
        assertThat(node.asked()).extracting(one -> one.header("Content-Type")).containsOnly("application/json");
        assertThat(node.asked())
                .extracting(Asked::body)
                .containsExactly(
                        "{\"filter\":{\"team\":\"a/b ü\"},\"size\":2,\"page\":{\"size\":2}}",
                        "{\"filter\":{\"team\":\"a/b ü\"},\"size\":2,\"page\":{\"size\":2,\"after\":\"c2\"}}");
        assertThat(trial.live()).containsExactly("1", "2");
    }

    @Test
    void row_3_a_form() {
        node.script(Say.inTurn(Say.json("{'items':[{'id':1}],'next':'c 2'}"), Say.json("{'items':[{'id':2}]}")));
        Trial trial = node.trial("requests", TEAM, "form").synced();
        assertThat(node.asked())
                .extracting(one -> one.header("Content-Type"))
                .containsOnly("application/x-www-form-urlencoded");
        assertThat(node.asked())
                .extracting(Asked::body)
                .containsExactly("team=a%2Fb+%C3%BC&kind=a", "team=a%2Fb+%C3%BC&kind=a&after=c+2");
        assertThat(trial.live()).containsExactly("1", "2");
    }

    @Test
    void row_3_plain_text() {
        node.script(Say.inTurn(Say.json("{'items':[{'id':1}]}"), Say.json("{'items':[]}")));
        node.trial("requests", TEAM, "text").synced();
        assertThat(node.asked()).extracting(Asked::body).containsOnly("all of a/b ü");
        assertThat(node.asked())
                .extracting(one -> one.header("Content-Type"))
                .allMatch(type -> type.startsWith("text/plain"));
    }

    @Test
    void row_3_graphql_with_variables() {
        node.script(Say.inTurn(graph(1, "c1", true), graph(2, "c2", false)));
        Trial trial = node.trial("requests", TEAM, "graphql").synced();
        assertThat(node.asked())
                .extracting(Asked::body)
                .allMatch(
                        body -> body.startsWith(
                                "{\"query\":\"query($team: String, $after: String) { members(team: $team, after: $after) { nodes { id } } }\""));
        assertThat(node.asked())
                .extracting(Asked::body)
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("\"variables\":{\"team\":\"a/b ü\"}}"),
                        second -> assertThat(second).endsWith("\"variables\":{\"team\":\"a/b ü\",\"after\":\"c1\"}}"));
        assertThat(trial.live()).containsExactly("1", "2");
    }

    private static Answer graph(int id, String cursor, boolean more) {
        return Say.json("{'data':{'members':{'nodes':[{'id':" + id + "}],'pageInfo':{'endCursor':'" + cursor
                + "','hasNextPage':" + more + "}}}}");
    }

    @Test
    void row_4_values_go_into_query_and_headers_and_absent_ones_are_left_out() {
        node.script(Say.always(Say.items(1)));
        node.trial("requests", TEAM, "got").synced();
        node.trial("requests", Map.of("team", "x", "note", "a&b"), "got").synced();
        assertThat(node.lines())
                .containsExactly("GET /got?team=a%2Fb+%C3%BC&kind=a+b", "GET /got?team=x&note=a%26b&kind=a+b");
        assertThat(node.asked()).extracting(one -> one.header("X-Note")).containsExactly(null, "a&b");
        assertThat(node.asked()).extracting(one -> one.header("X-Client")).containsOnly("tidegate");
    }

    @Test
    void row_4_values_go_into_the_body_and_into_a_header_that_pages() {
        node.script(Say.inTurn(
                Say.json("{'items':[{'id':1}]}"), Say.json("{'items':[{'id':2}]}"), Say.json("{'items':[]}")));
        Trial trial = node.trial("requests", TEAM, "text").synced();
        assertThat(node.asked()).extracting(one -> one.header("X-Page")).containsExactly(null, "2", "3");
        assertThat(trial.live()).containsExactly("1", "2");
    }
}
