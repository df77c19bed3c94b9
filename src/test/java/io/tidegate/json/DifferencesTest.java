package io.tidegate.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    @Test
    void each_differing_field_is_named_by_its_pointer() {
        assertThat(between("{\"a\":1,\"b\":{\"c\":\"x\",\"d\":2}}", "{\"a\":2,\"b\":{\"c\":\"x\",\"d\":3}}"))
                .containsExactly("/a: 1 -> 2", "/b/d: 2 -> 3");
    }

    @Test
    void a_field_that_comes_or_goes_has_one_side_only() {
        assertThat(between("{\"a\":1}", "{\"b\":[1]}")).containsExactly("/a: 1 -> null", "/b: null -> [1]");
        assertThat(between("{\"a\":null}", "{\"a\":1}")).containsExactly("/a: null -> 1");
    }

    @Test
    void null_and_absent_are_one() {
        assertThat(between("{\"a\":null}", "{}")).isEmpty();
        assertThat(between("{}", "{\"a\":null}")).isEmpty();
    }

    @Test
    void an_array_differs_as_a_whole() {
        assertThat(between("{\"a\":[1,{\"b\":2}]}", "{\"a\":[1,{\"b\":3}]}"))
                .containsExactly("/a: [1,{\"b\":2}] -> [1,{\"b\":3}]");
    }

    @Test
    void an_object_that_becomes_a_value_differs_as_a_whole() {
        assertThat(between("{\"a\":{\"b\":1}}", "{\"a\":7}")).containsExactly("/a: {\"b\":1} -> 7");
    }

    @Test
    void how_a_number_is_written_makes_no_difference() {
        assertThat(between("{\"a\":1,\"b\":[1.50]}", "{\"a\":1.0,\"b\":[15e-1]}"))
                .isEmpty();
    }

    @Test
    void a_name_with_slash_and_tilde_is_escaped() {
        assertThat(between("{\"a/b~c\":1}", "{\"a/b~c\":2}")).containsExactly("/a~1b~0c: 1 -> 2");
    }

    private static List<String> between(String before, String after) {
        return Differences.between(Json.tree(before), Json.tree(after)).stream()
                .map(one -> one.field() + ": " + one.before() + " -> " + one.after())
                .toList();
    }
}
