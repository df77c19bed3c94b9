package io.tidegate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void times_are_told_from_now() {
        assertThat(Words.relative(null, NOW)).isEqualTo("-");
        assertThat(Words.relative(NOW.minusMillis(300), NOW)).isEqualTo("now");
        assertThat(Words.relative(NOW.minusSeconds(12), NOW)).isEqualTo("12 s ago");
        assertThat(Words.relative(NOW.plusSeconds(200), NOW)).isEqualTo("in 3 min");
        assertThat(Words.ahead(NOW.minusSeconds(1), NOW)).isEqualTo("due");
    }

    @Test
    void durations_are_told_in_their_largest_unit() {
        assertThat(Words.duration(Duration.ofMillis(350))).isEqualTo("350 ms");
        assertThat(Words.duration(Duration.ofMinutes(119))).isEqualTo("119 min");
        assertThat(Words.duration(Duration.ofHours(47))).isEqualTo("47 h");
        assertThat(Words.duration(Duration.ofDays(3))).isEqualTo("3 d");
    }

    @Test
    void a_text_is_cut_between_characters() {
        assertThat(Words.cut("naïve😀text", 7)).isEqualTo("naïve😀…");
        assertThat(Words.cut("short", 5)).isEqualTo("short");
    }
}
