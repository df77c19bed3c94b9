package io.tidegate.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    /** The short way of times that stand in the final form already must say what the long way says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-28T08:15:30Z",
                "0000-02-28T00:00:00Z",
                "9999-12-28T23:59:59Z",
                "2026-02-29T08:15:30Z",
                "2026-02-30T08:15:30Z",
                "2026-04-31T08:15:30Z",
                "2026-13-01T08:15:30Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T08:60:30Z",
                "2026-01-01T08:15:60Z",
                "2026-01-01T08:15:30.0Z",
                "2026-01-01T08:15:30.120Z",
                "2026-01-01T08:15:30+00:00",
                "2026-01-01 08:15:30Z",
                "2026-01-01T08:15Z",
                " 2026-01-01T08:15:30Z",
                "2026-01-01",
                "1767225600",
                "Thu, 01 Jan 2026 08:15:30 GMT",
                "soon"
            })
    void the_text_of_a_time_is_that_of_its_instant(String text) {
        Instant instant = Times.instant(TextNode.valueOf(text), ZoneOffset.UTC);
        assertThat(Times.text(TextNode.valueOf(text), ZoneOffset.UTC))
                .isEqualTo(instant == null ? null : instant.toString());
    }

    @Test
    void a_time_without_a_zone_is_no_instant_where_none_is_declared() {
        assertThat(Times.text(TextNode.valueOf("2026-01-01T08:15:30"), null)).isNull();
        assertThat(Times.text(TextNode.valueOf("2026-01-01T08:15:30"), ZoneOffset.ofHours(1)))
                .isEqualTo("2026-01-01T07:15:30Z");
    }
}
