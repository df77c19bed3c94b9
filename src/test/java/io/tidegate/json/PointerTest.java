package io.tidegate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointerTest {
    private static final JsonNode SERVER = Json.tree("""
            {"id": 7, "name": null, "region": {"slug": "fra1"}, "a/b": {"m~n": 1}, "": {"": "empty"},
             "networks": {"v4": [{"type": "private", "ip": "10.0.0.7"}, {"type": "public", "ip": "203.0.113.7"}]},
             "tags": ["web", "blue"], "0": "a member"}
            """);

    @Test
    void a_pointer_finds_members_and_elements() {
        assertThat(first("/region/slug")).isEqualTo("fra1");
        assertThat(first("/tags/1")).isEqualTo("blue");
        assertThat(first("/0")).isEqualTo("a member");
        assertThat(first("/a~1b/m~0n")).isEqualTo("1");
        assertThat(first("//")).isEqualTo("empty");
        assertThat(Pointer.of("").first(SERVER)).isSameAs(SERVER);
    }

    @Test
    void what_is_absent_or_null_is_missing() {
        for (String text :
                new String[] {"/name", "/nothing", "/tags/9", "/tags/x", "/region/slug/deeper", "/tags/-1"}) {
            assertThat(Pointer.of(text).first(SERVER).isMissingNode()).as(text).isTrue();
        }
        assertThat(Pointer.of("/name").isNull(SERVER)).isTrue();
        assertThat(Pointer.of("/nothing").isNull(SERVER)).isFalse();
    }

    @Test
    void a_selection_takes_the_elements_whose_member_has_the_value() {
        assertThat(first("/networks/v4/[type=public]/ip")).isEqualTo("203.0.113.7");
        assertThat(first("/networks/v4/[type=other]/ip")).isEmpty();
        assertThat(first("/networks/*/*/ip")).isEqualTo("10.0.0.7");
    }

    @Test
    void alternatives_are_tried_one_after_another() {
        assertThat(first("/name|/nothing|/region/slug|/id")).isEqualTo("fra1");
    }

    @Test
    void a_text_that_is_no_pointer_is_refused() {
        assertThatThrownBy(() -> Pointer.of("region/slug")).hasMessageContaining("starts with '/'");
        assertThatThrownBy(() -> Pointer.of("/a|b")).hasMessageContaining("starts with '/'");
        assertThatThrownBy(() -> Pointer.of("/a/[type]/b")).hasMessageContaining("[key=value]");
    }

    @Test
    void a_value_is_replaced_wherever_the_pointer_leads() {
        JsonNode document = SERVER.deepCopy();
        Pointer.of("/networks/*/[type=private]/ip|/tags/0|/id").rewrite(document, value -> TextNode.valueOf("x"));
        assertThat(document.at("/networks/v4/0/ip").asText()).isEqualTo("x");
        assertThat(document.at("/networks/v4/1/ip").asText()).isEqualTo("203.0.113.7");
        assertThat(document.at("/tags").toString()).isEqualTo("[\"x\",\"blue\"]");
        assertThat(document.at("/id").asText()).isEqualTo("x");
    }

    @Test
    void null_takes_a_value_out() {
        JsonNode document = SERVER.deepCopy();
        Pointer.of("/tags/*|/networks/v4|/nothing/here|/id/deeper").rewrite(document, value -> null);
        assertThat(document.at("/tags").toString()).isEqualTo("[]");
        assertThat(document.at("/networks").toString()).isEqualTo("{}");
        assertThat(document.at("/id").asInt()).isEqualTo(7);
    }

    @Test
    void a_document_that_is_rewritten_as_a_copy_stays_as_it_is() {
        for (String text : new String[] {
            "/networks/*/[type=private]/ip|/tags/0|/id",
            "/tags/*|/networks/v4|/nothing/here|/id/deeper",
            "/**/ip",
            "/*",
            "/00"
        }) {
            for (TextNode put : new TextNode[] {null, TextNode.valueOf("x")}) {
                JsonNode rewritten = SERVER.deepCopy();
                Pointer.of(text).rewrite(rewritten, value -> put);
                JsonNode before = SERVER.deepCopy();
                assertThat(Pointer.rewritten(SERVER, List.of(new Pointer.Change(Pointer.of(text), value -> put))))
                        .as(text)
                        .isEqualTo(rewritten);
                assertThat(SERVER).as(text).isEqualTo(before);
            }
        }
    }

    @Test
    void of_several_changes_each_is_made_to_what_those_before_it_left() {
        JsonNode before = SERVER.deepCopy();
        JsonNode rewritten = Pointer.rewritten(
                SERVER,
                List.of(
                        new Pointer.Change(Pointer.of("/nothing/here"), value -> TextNode.valueOf("x")),
                        new Pointer.Change(Pointer.of("/networks/*/[type=private]/ip"), value -> TextNode.valueOf("x")),
                        new Pointer.Change(Pointer.of("/tags/0"), value -> null),
                        new Pointer.Change(Pointer.of("/**/ip"), value -> TextNode.valueOf(value.asText() + "y")),
                        new Pointer.Change(Pointer.of("/tags/0"), value -> TextNode.valueOf("z"))));
        assertThat(rewritten.at("/networks/v4/0/ip").asText()).isEqualTo("xy");
        assertThat(rewritten.at("/networks/v4/1/ip").asText()).isEqualTo("203.0.113.7y");
        assertThat(rewritten.at("/tags").toString()).isEqualTo("[\"z\"]");
        assertThat(SERVER).isEqualTo(before);
        assertThat(Pointer.rewritten(SERVER, List.of())).isSameAs(SERVER);
    }

    @Test
    void the_whole_document_is_never_rewritten() {
        JsonNode document = SERVER.deepCopy();
        Pointer.of("").rewrite(document, value -> null);
        assertThat(document).isEqualTo(SERVER);
    }

    private static String first(String pointer) {
        return Pointer.of(pointer).first(SERVER).asText("");
    }
}
