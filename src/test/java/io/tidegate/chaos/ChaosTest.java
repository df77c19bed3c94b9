package io.tidegate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosTest {
    @TempDir
    Path home;

    @Test
    void whatever_breaks_nothing_is_lost_nothing_is_done_twice_and_no_limit_is_passed() throws Exception {
        Report report = Chaos.judged(Plan.ofProperties(), home);
        assertThat(report.findings()).as(report.table()).isEmpty();
    }
}
