package io.tidegate.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.json.Json;
import io.tidegate.json.Pointer;
import io.tidegate.record.RecordShape.Marks;
import io.tidegate.record.RecordShape.Selection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
    private static final RecordReader PLAIN = reader(List.of(), List.of(), List.of());

    @Test
    void fields_and_columns_are_read_as_text() {
        RecordReader reader = new RecordReader(
                new RecordShape(
                        List.of(Pointer.of("/uuid")),
                        Map.of(
                                "name", Pointer.of("/label"),
                                "status", Pointer.of("/state"),
                                "region", Pointer.of("/region/slug")),
                        Map.of(
                                "size_gb",
                                Pointer.of("/size"),
                                "engine",
                                Pointer.of("/engine"),
                                "tags",
                                Pointer.of("/tags")),
                        Map.of("active", "running"),
                        Marks.NONE,
                        Selection.ALL,
                        null),
                "1");

        ProviderRecord one = read(reader, Json.tree("""
                {"uuid": 17.0, "label": "web", "state": "ACTIVE", "region": {"slug": "ams3"}, "size": 25.50, "engine": null,
                 "tags": ["b", "a"]}
                """));

        assertThat(one.id()).isEqualTo("17");
        assertThat(one.name()).isEqualTo("web");
        assertThat(one.status()).isEqualTo("running");
        assertThat(one.region()).isEqualTo("ams3");
        assertThat(one.attributes()).isEqualTo(Map.of("size_gb", "25.5", "tags", "[\"b\",\"a\"]"));
        assertThat(one.fingerprint()).matches("[0-9a-f]{32}");
    }

    @Test
    void an_unknown_status_is_kept_in_lower_case_and_an_absent_one_is_null() {
        assertThat(read(PLAIN, Json.tree("{\"id\":1,\"status\":\"Rebooting\"}")).status())
                .isEqualTo("rebooting");
        assertThat(read(PLAIN, Json.tree("{\"id\":1,\"status\":null}")).status())
                .isNull();
    }

    @Test
    void a_record_without_an_id_is_refused() {
        for (String text : List.of("{}", "{\"id\":null}", "{\"id\":\"\"}")) {
            assertThatThrownBy(() -> read(PLAIN, Json.tree(text))).hasMessage("a record has no id at /id");
        }
    }

    @Test
    void a_record_over_a_mebibyte_is_refused_by_its_id_and_nothing_else_of_it() {
        String huge = "{\"id\":\"big one\",\"text\":\"" + "x".repeat(1 << 20) + "\"}";
        assertThatThrownBy(() -> read(PLAIN, Json.tree(huge))).hasMessage("record big one is larger than 1 MiB");
    }

    @Test
    void a_number_that_postgresql_cannot_hold_is_refused_by_the_records_id() {
        for (String number : List.of("1e200000", "-1E+999999999", "1e-17000", "0.1e-2147483640")) {
            assertThatThrownBy(() -> read(PLAIN, Json.tree("{\"id\":\"far\",\"n\":[" + number + "]}")))
                    .as(number)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("record far holds a number");
        }
    }

    @Test
    void the_fingerprint_knows_no_order_of_keys_and_no_white_space() {
        assertThat(fingerprint("{\"id\":1,\"a\":{\"x\":1,\"y\":2},\"b\":true}"))
                .isEqualTo(fingerprint("{ \"b\" : true, \"a\" : { \"y\":2,\n\"x\":1 }, \"id\" : 1 }"));
    }

    @Test
    void one_number_has_one_fingerprint_however_it_is_written() {
        for (String number : List.of("1.0", "1e0", "1.00", "10e-1", "0.1E1")) {
            assertThat(fingerprint("{\"id\":1,\"n\":" + number + "}"))
                    .as(number)
                    .isEqualTo(fingerprint("{\"id\":1,\"n\":1}"));
        }
        assertThat(fingerprint("{\"id\":1,\"n\":-0.0}")).isEqualTo(fingerprint("{\"id\":1,\"n\":0}"));
        assertThat(fingerprint("{\"id\":1,\"n\":1e30}"))
                .isEqualTo(fingerprint("{\"id\":1,\"n\":1" + "0".repeat(30) + "}"));
        assertThat(fingerprint("{\"id\":1,\"n\":1e100}")).isEqualTo(fingerprint("{\"id\":1,\"n\":10e99}"));
        assertThat(fingerprint("{\"id\":1,\"n\":0.1}"))
                .isNotEqualTo(fingerprint("{\"id\":1,\"n\":0.10000000000000000001}"));
        assertThat(fingerprint("{\"id\":1,\"n\":9007199254740993}"))
                .isNotEqualTo(fingerprint("{\"id\":1,\"n\":9007199254740992}"));
    }

    @Test
    void a_null_member_counts_as_absent_but_a_null_element_does_not() {
        assertThat(fingerprint("{\"id\":1,\"a\":null}")).isEqualTo(fingerprint("{\"id\":1}"));
        assertThat(fingerprint("{\"id\":1,\"a\":{\"b\":null}}")).isEqualTo(fingerprint("{\"id\":1,\"a\":{}}"));
        assertThat(fingerprint("{\"id\":1,\"a\":[null]}")).isNotEqualTo(fingerprint("{\"id\":1,\"a\":[]}"));
    }

    @Test
    void kinds_of_values_are_told_apart() {
        List<String> values =
                List.of("1", "\"1\"", "true", "\"true\"", "\"null\"", "[]", "{}", "\"\"", "[1]", "\"[1]\"");
        assertThat(values.stream()
                        .map(value -> fingerprint("{\"id\":1,\"a\":" + value + "}"))
                        .distinct())
                .hasSameSizeAs(values);
        assertThat(fingerprint("{\"id\":1,\"a\":\"x\\\",\\\"b\\\":\\\"y\"}"))
                .isNotEqualTo(fingerprint("{\"id\":1,\"a\":\"x\",\"b\":\"y\"}"));
    }

    @Test
    void a_character_has_one_fingerprint_escaped_or_not() {
        assertThat(fingerprint("{\"id\":1,\"a\":\"\\u00e9\\ud83d\\ude80\\/\"}"))
                .isEqualTo(fingerprint("{\"id\":1,\"a\":\"é🚀/\"}"));
        assertThat(fingerprint("{\"id\":1,\"a\":\"é\"}")).isNotEqualTo(fingerprint("{\"id\":1,\"a\":\"e\u0301\"}"));
        assertThat(fingerprint("{\"id\":1,\"ü\":1,\"z\":2,\"𐀀\":3}"))
                .isEqualTo(fingerprint("{\"𐀀\":3,\"z\":2,\"ü\":1,\"id\":1}"));
    }

    @Test
    void a_set_has_one_fingerprint_in_any_order_and_an_array_has_not() {
        RecordReader reader = reader(List.of(), List.of(), List.of("/tags", "/groups/*/members"));
        assertThat(fingerprint(reader, "{\"id\":1,\"tags\":[\"b\",\"a\",{\"y\":1,\"x\":2}]}"))
                .isEqualTo(fingerprint(reader, "{\"id\":1,\"tags\":[{\"x\":2,\"y\":1},\"a\",\"b\"]}"));
        assertThat(fingerprint(reader, "{\"id\":1,\"groups\":[{\"members\":[2,1]}]}"))
                .isEqualTo(fingerprint(reader, "{\"id\":1,\"groups\":[{\"members\":[1,2]}]}"));
        assertThat(fingerprint(reader, "{\"id\":1,\"tags\":[\"a\",\"a\"]}"))
                .isNotEqualTo(fingerprint(reader, "{\"id\":1,\"tags\":[\"a\"]}"));
        assertThat(fingerprint("{\"id\":1,\"tags\":[1,2]}")).isNotEqualTo(fingerprint("{\"id\":1,\"tags\":[2,1]}"));
    }

    @Test
    void a_set_keeps_the_providers_order_in_what_is_stored() {
        RecordReader reader = reader(List.of(), List.of(), List.of("/tags"));
        assertThat(read(reader, Json.tree("{\"id\":1,\"tags\":[3,1,2]}"))
                        .data()
                        .at("/tags")
                        .toString())
                .isEqualTo("[3,1,2]");
    }

    @Test
    void a_volatile_value_makes_no_change_but_is_stored() {
        RecordReader reader = reader(List.of(), List.of("/load", "/disks/*/used"), List.of());
        String before = "{\"id\":1,\"load\":12,\"disks\":[{\"size\":5,\"used\":1}]}";
        String after = "{\"id\":1,\"load\":99,\"disks\":[{\"size\":5,\"used\":4}]}";
        assertThat(fingerprint(reader, after)).isEqualTo(fingerprint(reader, before));
        assertThat(fingerprint(reader, "{\"id\":1,\"disks\":[{\"size\":5}]}")).isEqualTo(fingerprint(reader, before));
        assertThat(fingerprint(reader, "{\"id\":1,\"disks\":[{\"size\":6}]}"))
                .isNotEqualTo(fingerprint(reader, before));
        assertThat(read(reader, Json.tree(after)).data()).isEqualTo(Json.tree(after));
    }

    @Test
    void a_secret_reaches_neither_the_data_nor_columns_nor_the_fingerprint() {
        RecordReader reader = new RecordReader(
                new RecordShape(
                        List.of(Pointer.of("/id")),
                        Map.of("name", Pointer.of("/connection/uri")),
                        Map.of("uri", Pointer.of("/connection/uri")),
                        Map.of(),
                        new Marks(
                                List.of(
                                        Pointer.of("/connection/uri"),
                                        Pointer.of("/users/*/password"),
                                        Pointer.of("/key")),
                                List.of(),
                                List.of(),
                                List.of()),
                        Selection.ALL,
                        null),
                "1");
        String text =
                "{\"id\":1,\"connection\":{\"uri\":\"%s\"},\"users\":[{\"password\":\"%s\"}],\"key\":{\"a\":\"%s\"}}";

        ProviderRecord one = read(reader, Json.tree(text.formatted("s1", "s2", "s3")));

        assertThat(one.toString()).doesNotContain("s1", "s2", "s3");
        assertThat(one.attributes()).containsEntry("uri", RecordReader.REDACTED);
        assertThat(one.data().at("/key").asText()).isEqualTo(RecordReader.REDACTED);
        assertThat(one.fingerprint()).isEqualTo(fingerprint(reader, text.formatted("t1", "t2", "t3")));
    }

    @Test
    void a_secret_that_is_null_stays_null() {
        RecordReader reader = reader(List.of("/key"), List.of(), List.of());
        JsonNode data = read(reader, Json.tree("{\"id\":1,\"key\":null}")).data();
        assertThat(data.get("key").isNull()).isTrue();
    }

    @Test
    void another_declaration_has_another_fingerprint() {
        RecordShape shape = RecordShape.of(Pointer.of("/id"));
        JsonNode document = Json.tree("{\"id\":1}");
        assertThat(read(new RecordReader(shape, "1"), document).fingerprint())
                .isNotEqualTo(read(new RecordReader(shape, "2"), document).fingerprint());
    }

    private static RecordReader reader(List<String> secrets, List<String> volatiles, List<String> sets) {
        return new RecordReader(
                new RecordShape(
                        List.of(Pointer.of("/id")),
                        Map.of("status", Pointer.of("/status")),
                        Map.of(),
                        Map.of(),
                        new Marks(
                                secrets.stream().map(Pointer::of).toList(),
                                List.of(),
                                volatiles.stream().map(Pointer::of).toList(),
                                sets.stream().map(Pointer::of).toList()),
                        Selection.ALL,
                        null),
                "1");
    }

    private static ProviderRecord read(RecordReader reader, JsonNode document) {
        return Objects.requireNonNull(reader.read(document));
    }

    private static String fingerprint(String text) {
        return fingerprint(PLAIN, text);
    }

    private static String fingerprint(RecordReader reader, String text) {
        return read(reader, Json.tree(text)).fingerprint();
    }
}
