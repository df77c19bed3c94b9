package io.tidegate.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ListThreadsTest {
    private final ExecutorService threads = ListThreads.of(1);

    @AfterEach
    void stop() {
        MDC.clear();
        threads.shutdownNow();
    }

    @Test
    void lists_side_by_side_write_about_their_own_run_and_the_next_about_theirs() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        MDC.setContextMap(Map.of("run", "1"));
        Future<String> one = threads.submit(() -> runOfThread(both));
        MDC.setContextMap(Map.of("run", "2"));
        Future<String> other = threads.submit(() -> runOfThread(both));
        assertThat(one.get()).isEqualTo("1");
        assertThat(other.get()).isEqualTo("2");
        MDC.clear();
        assertThat(threads.submit(() -> MDC.get("run")).get()).isNull();
    }

    private static String runOfThread(CountDownLatch both) throws InterruptedException {
        both.countDown();
        both.await();
        return String.valueOf(MDC.get("run"));
    }
}
