package io.tidegate.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.Await;
import io.tidegate.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a test starts ends with the test. */
class LeashTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    /** Does nothing until it is ended. */
    static final class Idle {
        private Idle() {}

        public static void main(String[] words) throws InterruptedException {
            System.out.println("pid " + ProcessHandle.current().pid());
            Thread.currentThread().join();
        }
    }

    /** Starts what a test starts. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] words) throws InterruptedException {
            TestServer server = TestServer.start();
            String pid = Program.start(Idle.class, List.of("-Xmx16m"), Map.of()).awaitLine("pid ");
            System.out.println("started " + pid.substring("pid ".length()) + " " + server.pid());
            Thread.currentThread().join();
        }
    }

    @Test
    void nothing_stays_behind_a_test_that_is_killed() throws InterruptedException {
        try (Program starter = Program.start(Starter.class, List.of("-Xmx64m"), Map.of())) {
            List<ProcessHandle> started = Stream.of(
                            starter.awaitLine("started ").split(" ", -1))
                    .skip(1)
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                    .toList();
            assertThat(started).hasSize(2).allMatch(ProcessHandle::isAlive);

            starter.kill();

            assertThat(Await.within(SOON, () -> started.stream().noneMatch(ProcessHandle::isAlive)))
                    .as("%s are gone", started)
                    .isTrue();
        }
    }
}
