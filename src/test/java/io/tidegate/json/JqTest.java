package io.tidegate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that goes wrong fails on its record; it takes neither the memory nor the worker. */
class JqTest {
    @ParameterizedTest
    @ValueSource(strings = {"repeat(1)", "range(1000000000)", "def f: 1 + f; f"})
    void a_program_without_end_is_given_up(String program) {
        Jq jq = Jq.of(program);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> jq.all(JsonNodeFactory.instance.objectNode()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(program));
    }

    @Test
    void of_many_results_the_first_decides_a_condition() {
        assertThat(Jq.of("true, range(1000000000)").holds(JsonNodeFactory.instance.objectNode()))
                .isTrue();
    }
}
