package io.tidegate.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.record.ResourceStore.Absent;
import io.tidegate.record.ResourceStore.OfType;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeletionsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T06:40:13Z");

    @Test
    void with_pages_that_shift_two_listings_must_lack_a_row() {
        assertThat(Deletions.needed(true, false)).isEqualTo(2);
        assertThat(Deletions.needed(false, false)).isOne();
    }

    @Test
    void a_parents_list_that_comes_back_empty_is_looked_at_again() {
        assertThat(Deletions.needed(false, true)).isEqualTo(2);
    }

    @Test
    void what_the_run_deleted_of_the_type_already_counts_against_all_it_had() {
        assertThat(overParents(2, 60, 0, 40).hold()).isNull();
        assertThat(overParents(2, 51, 0, 49).hold()).isNotNull();
        assertThat(overParents(2, 12, 0, 8).hold()).isNull();
        assertThat(overParents(2, 2, 0, 8).hold()).isNotNull();
    }

    @Test
    void what_other_parents_lists_lacked_before_counts_too() {
        assertThat(overParents(2, 100, 48, 0).hold()).isNull();
        assertThat(overParents(2, 100, 49, 0).hold())
                .startsWith("2 of 2 are missing from the listing (51 of 100 over the lists of all parents)");
        assertThat(overParents(2, 10, 8, 0).hold()).isNotNull();
        assertThat(overParents(2, 10, 7, 0).hold()).isNull();
    }

    @Test
    void a_few_of_many_are_deleted_at_once() {
        assertThat(decide(100, 100, 50, 0, false)).isEqualTo(new Deletions(1, NOW, null));
        assertThat(decide(20, 30, 15, 0, false)).isEqualTo(new Deletions(1, NOW, null));
        assertThat(decide(5, 5, 0, 0, false)).isEqualTo(new Deletions(1, NOW, null));
    }

    @Test
    void more_than_half_of_more_than_twenty_are_held_back() {
        Deletions held = decide(100, 200, 51, 0, false);
        assertThat(held.least()).isEqualTo(3);
        assertThat(held.since()).isEqualTo(NOW.minusSeconds(600));
        assertThat(held.hold()).startsWith("51 of 100 are missing").contains("tidegate dock confirm");
        assertThat(decide(21, 30, 11, 0, false).hold()).isNotNull();
    }

    @Test
    void a_listing_that_would_empty_a_type_is_held_back() {
        assertThat(decide(1, 1, 1, 0, false).hold()).isNotNull();
        assertThat(decide(5, 5, 5, 0, false).hold()).isNotNull();
    }

    @Test
    void one_parents_list_may_become_empty_while_others_of_its_type_are_not() {
        assertThat(decide(5, 6, 5, 0, false).hold()).isNull();
    }

    @Test
    void whoever_confirms_lets_them_go() {
        assertThat(decide(100, 100, 100, 0, true)).isEqualTo(new Deletions(1, NOW, null));
    }

    @Test
    void three_listings_over_ten_minutes_let_them_go() {
        assertThat(decide(100, 100, 100, 100, false)).isEqualTo(new Deletions(3, NOW.minusSeconds(600), null));
    }

    @Test
    void those_that_three_listings_agree_on_go_while_the_others_are_held() {
        Deletions held = decide(100, 100, 90, 30, false);
        assertThat(held.least()).isEqualTo(3);
        assertThat(held.hold()).startsWith("60 of 100");
    }

    private static Deletions overParents(long ripe, long live, long missing, long deleted) {
        return Deletions.decide(
                new Absent(ripe, ripe, ripe, 0, false, new OfType(live, missing, deleted)),
                1,
                Deletions.Cap.USUAL,
                NOW);
    }

    private static Deletions decide(long live, long inType, long ripe, long agreed, boolean confirmed) {
        return Deletions.decide(
                new Absent(live, ripe, ripe, agreed, confirmed, new OfType(inType, 0, 0)), 1, Deletions.Cap.USUAL, NOW);
    }
}
