package io.tidegate.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetriesTest {
    @Test
    void pauses_double_until_they_are_long_enough() {
        Retries.Backoff backoff = Retries.Backoff.of("exponential 1s 6s");
        assertThat(IntStream.of(1, 2, 3, 4, 100).mapToObj(backoff::before))
                .containsExactly(seconds(1), seconds(2), seconds(4), seconds(6), seconds(6));
    }

    @Test
    void constant_pauses_stay() {
        assertThat(IntStream.of(1, 50).mapToObj(Retries.Backoff.of("constant 5s")::before))
                .containsOnly(seconds(5));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
