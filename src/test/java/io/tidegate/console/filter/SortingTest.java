package io.tidegate.console.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.access.Actor;
import io.tidegate.api.Problem;
import io.tidegate.console.filter.Sorting.Column;
import io.tidegate.console.page.Asker;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SortingTest {
    private static final List<String> ROWS = List.of("pier", "tug", "mooring", "quay");
    private static final List<Column<String>> COLUMNS = List.of(
            Column.rising("name", Comparator.<String>naturalOrder()),
            Column.falling("length", Comparator.comparingInt(String::length)));

    private static Sorting<String> by(Link link) {
        return Sorting.of(
                new Look(
                        Actor.anonymous("here"),
                        Instant.EPOCH,
                        new Look.Request(link, Map.of(), Map.of(), true),
                        new Asker()),
                COLUMNS);
    }

    private static Sorting<String> by(String sort) {
        return by(Link.to("/boats").with("sort", sort));
    }

    @Test
    void rows_stay_as_they_come_until_a_column_is_chosen() {
        Sorting<String> asItComes = by(Link.to("/boats"));

        assertThat(asItComes.sorted(ROWS)).isEqualTo(ROWS);
        assertThat(asItComes.direction("name")).isNull();
    }

    @Test
    void names_begin_with_the_first_and_amounts_with_the_most_and_rows_that_are_alike_stay_as_they_come() {
        assertThat(by("name").sorted(ROWS)).containsExactly("mooring", "pier", "quay", "tug");
        assertThat(by("length").sorted(ROWS)).containsExactly("mooring", "pier", "quay", "tug");
        assertThat(by("-name").sorted(ROWS)).containsExactly("tug", "quay", "pier", "mooring");
        assertThat(by("-length").sorted(ROWS)).containsExactly("tug", "pier", "quay", "mooring");
    }

    @Test
    void a_column_says_how_it_is_sorted_to_those_who_do_not_see_it() {
        assertThat(by("name").direction("name")).isEqualTo("ascending");
        assertThat(by("-name").direction("name")).isEqualTo("descending");
        assertThat(by("length").direction("length")).isEqualTo("descending");
        assertThat(by("-length").direction("length")).isEqualTo("ascending");
        assertThat(by("-length").direction("name")).isNull();
    }

    @Test
    void pressed_again_it_turns_round_and_filters_stay() {
        Link link = Link.to("/boats").with("q", "tug");

        assertThat(by(link).press("name")).hasToString("/boats?q=tug&sort=name");
        assertThat(by(link.with("sort", "name")).press("name")).hasToString("/boats?q=tug&sort=-name");
        assertThat(by(link.with("sort", "-name")).press("name")).hasToString("/boats?q=tug&sort=name");
        assertThat(by(link.with("sort", "-name")).press("length")).hasToString("/boats?q=tug&sort=length");
    }

    @Test
    void a_word_that_is_no_column_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> by("colour")).isInstanceOf(Problem.class).hasMessageContaining("name, length");
    }
}
