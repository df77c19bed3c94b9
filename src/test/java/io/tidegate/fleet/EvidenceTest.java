package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
    private static final Evidence.Line LINE = new Evidence.Line(
            Evidence.Kind.CAPTURED, "posts/p1", "put", new Stamp(1, "1700000000000-0000-device-1", "op-1"), 0);

    @TempDir
    Path folder;

    @Test
    void a_thread_that_is_told_to_stop_while_it_keeps_something_does_not_end_it_for_all_others() throws IOException {
        try (Evidence evidence = Evidence.open(folder)) {
            Thread.currentThread().interrupt();
            evidence.keep(List.of(LINE));
            assertThat(Thread.interrupted()).isTrue();
            evidence.keep(List.of(LINE));
        }
        assertThat(Evidence.read(folder)).containsExactly(LINE, LINE);
    }
}
