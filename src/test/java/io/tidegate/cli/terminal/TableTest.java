package io.tidegate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table(
            Column.number("ID"),
            Column.text("NAME", 4),
            Column.of("STATE"),
            Column.of("EXTRA").whenWide());

    @Test
    void columns_are_as_wide_as_what_they_hold() {
        table.add(7, "main", "fine", "x");
        assertThat(table.lines(80, false)).containsExactly("ID  NAME  STATE  EXTRA", " 7  main  fine   x");
    }

    @Test
    void text_is_cut_before_a_column_is_left_out_and_no_line_is_too_long() {
        table.add(12, "a name that is very long", "running", "unimportant");
        List<String> narrow = table.lines(24, false);
        assertThat(narrow).containsExactly("ID  NAME         STATE", "12  a name tha…  running");
        assertThat(table.lines(40, false))
                .allMatch(line -> line.length() <= 40)
                .anyMatch(line -> line.contains("EXTRA"));
    }

    @Test
    void what_a_provider_names_its_things_cannot_steer_the_terminal() {
        table.add(1, "a\u001b[31m\nb", "fine", "");
        assertThat(table.lines(80, false).get(1)).isEqualTo(" 1  a [31m b  fine");
    }

    @Test
    void colours_do_not_count_as_width() {
        table.add(1, "main", new Table.Cell("fine", Tone.GOOD), "x");
        assertThat(table.lines(80, true).get(1)).isEqualTo(" 1  main  \u001b[32mfine\u001b[0m   x");
    }
}
