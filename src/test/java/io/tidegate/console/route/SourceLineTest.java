package io.tidegate.console.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceLineTest {
    private static final String TEXT = """
            # of the first
            - route:
                id: a
                # inside
                from: { uri: "direct:a" }

            # of the second
            - route:
                id: b
            """;

    @Test
    void keys_values_and_remarks_are_told_apart() {
        List<SourceLine> lines = SourceLine.of(TEXT, 3);

        assertThat(lines.get(0)).isEqualTo(new SourceLine(1, "", "", "# of the first", true, false));
        assertThat(lines.get(1)).isEqualTo(new SourceLine(2, "- ", "route:", "", false, false));
        assertThat(lines.get(2)).isEqualTo(new SourceLine(3, "    ", "id:", " a", false, true));
        assertThat(lines.get(5)).isEqualTo(new SourceLine(6, "", "", "", false, false));
        assertThat(lines).hasSize(9);
    }

    @Test
    void an_entry_ends_before_the_remarks_of_the_next() {
        assertThat(SourceLine.entry(TEXT, 2)).extracting(SourceLine::number).containsExactly(2, 3, 4, 5);
        assertThat(SourceLine.entry(TEXT, 9)).extracting(SourceLine::number).containsExactly(8, 9);
        assertThat(SourceLine.entry("", 4)).isEmpty();
    }
}
