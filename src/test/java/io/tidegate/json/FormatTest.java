package io.tidegate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that are no JSON are read with the same bounds and the same care as those that are. */
class FormatTest {
    private static final JsonText BOUNDED = new JsonText(new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxTokenCount(1000).build())
            .build()));

    @Test
    void the_digits_of_a_line_of_json_are_kept() {
        JsonNode list = tree("jsonl", "{\"id\":1,\"price\":0.12345678901234567890123}\n{\"id\":2}\n");
        assertThat(CanonicalJson.text(list.get(0).get("price"))).isEqualTo("0.12345678901234567890123");
    }

    @ParameterizedTest
    @CsvSource({"csv, 'a\n', 'x\n', ''", "xml, '<r>', '<a/>', '</r>'", "jsonl, '', '{}\n', ''"})
    void more_values_than_the_memory_is_meant_for_are_refused(String format, String before, String each, String after) {
        assertThatThrownBy(() -> tree(format, before + each.repeat(2000) + after))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(tree(format, before + each.repeat(20) + after)).isNotEmpty();
    }

    private static JsonNode tree(String format, String body) {
        return Format.of(format).tree(body.getBytes(StandardCharsets.UTF_8), BOUNDED);
    }
}
