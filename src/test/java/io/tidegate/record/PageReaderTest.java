package io.tidegate.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.json.Json;
import io.tidegate.json.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {
    private static final RecordReader READER = new RecordReader(RecordShape.of(Pointer.of("/id")), "1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<html>",
                "{",
                "{\"a\":}",
                "[1,2",
                "{} {}",
                "{\"a\":1}x",
                "NaN",
                "{'a':1}",
                "\"open",
                "{\"a\":\"\u0000\"}"
            })
    void a_body_that_is_no_json_is_refused_without_being_quoted(String body) {
        assertThatThrownBy(() -> Json.tree(body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the body is (no JSON|empty)");
    }

    @Test
    void bytes_that_are_no_utf8_are_refused() {
        byte[] body = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Json.TEXT.tree(body)).hasMessage("the body is no JSON");
    }

    @Test
    void a_byte_order_mark_does_no_harm() {
        assertThat(Json.tree("\uFEFF{\"a\":1}").path("a").asInt()).isOne();
    }

    @Test
    void nesting_without_end_is_refused() {
        assertThatThrownBy(() -> Json.tree("[".repeat(100_000))).hasMessageContaining("nested too deep");
    }

    @Test
    void what_postgresql_refuses_is_taken_out_of_values_and_names() {
        JsonNode tree = Json.tree("""
                {"a": "x\\u0000y", "b\\u0000": ["\\u0000", {"c": "\\ud800"}], "d": "\\udc00z", "e": "\\ud83d\\ude80", "f": "\\\\u0000"}
                """);
        assertThat(tree.toString())
                .isEqualTo("{\"a\":\"xy\",\"d\":\"?z\",\"e\":\"🚀\",\"f\":\"\\\\u0000\",\"b\":[\"\",{\"c\":\"?\"}]}");
    }

    @Test
    void records_come_from_an_array_or_from_an_objects_values() {
        assertThat(ids("[{\"id\":2},{\"id\":1}]", "")).containsExactly("2", "1");
        assertThat(ids("{\"data\":{\"x\":{\"id\":\"a\"},\"y\":{\"id\":\"b\"}}}", "/data"))
                .containsExactly("a", "b");
        assertThat(ids("{\"data\":[]}", "/data")).isEmpty();
        assertThat(ids("{\"data\":null}", "/data")).isEmpty();
        assertThat(ids("{\"result\":{\"buckets\":[{\"id\":1}]}}", "/result/buckets|/result"))
                .containsExactly("1");
    }

    @Test
    void a_body_may_be_the_only_record_itself() {
        assertThat(page("{\"id\":7,\"status\":\"built\",\"source\":{\"id\":8}}", "/")
                        .records())
                .containsOnlyKeys("7");
        assertThatThrownBy(() -> page("[]", "/")).hasMessageContaining("no record");
    }

    @Test
    void of_two_records_with_one_id_the_last_counts() {
        PageReader.Page page = page("[{\"id\":1,\"n\":\"old\"},{\"id\":2},{\"id\":1,\"n\":\"new\"}]", "");
        assertThat(page.records().keySet()).containsExactly("2", "1");
        assertThat(page.records().values())
                .extracting(one -> one.data().path("n").asText())
                .containsExactly("", "new");
    }

    @Test
    void a_page_is_as_long_as_its_list_whatever_ids_it_repeats() {
        assertThat(page("[{\"id\":1},{\"id\":1},{\"id\":2}]", "").listed()).isEqualTo(3);
    }

    @Test
    void an_unknown_envelope_is_refused() {
        assertThatThrownBy(() -> ids("{\"error\":\"x\"}", "/data")).hasMessage("the body has no list at /data");
        assertThatThrownBy(() -> ids("{\"data\":\"none\"}", "/data")).hasMessage("the body has no list at /data");
        assertThatThrownBy(() -> ids("17", "")).hasMessage("the body has no list");
        assertThatThrownBy(() -> ids("{\"data\":[1]}", "/data")).hasMessageContaining("something that is no record");
        assertThatThrownBy(() -> ids("{\"error\":\"x\"}", "")).hasMessageContaining("something that is no record");
        assertThatThrownBy(() -> ids("[{\"name\":\"x\"}]", "")).hasMessageContaining("no id at /id");
    }

    private static List<String> ids(String body, String pointer) {
        return List.copyOf(page(body, pointer).records().keySet());
    }

    private static PageReader.Page page(String body, String pointer) {
        return PageReader.records(Json.tree(body), Pointer.of(pointer), false, READER);
    }
}
