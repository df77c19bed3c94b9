package io.tidegate.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.text.RouteFile;
import io.tidegate.route.text.RouteSet.Placed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route that is never idle, at instants of our own. */
class BusyRouteTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final String WORK = """
            - route:
                id: work
                from:
                  uri: direct:work
                  steps:
                    - process:
                        ref: gate
                    - setBody:
                        constant: "%s"
            """;

    @TempDir
    private Path root;

    private final BlockingQueue<String> entered = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private RouteTestBed bed;
    private RouteSwap swap;

    @BeforeEach
    void start() {
        bed = new RouteTestBed(root);
        bed.context.getRegistry().bind("gate", (Processor) exchange -> {
            entered.add(exchange.getFromRouteId());
            gate.await();
        });
        bed.write("work.camel.yaml", WORK.formatted("old"));
        bed.open();
        LiveContext live = new LiveContext(bed.context, new RouteFolder(root, List.of()));
        swap = new RouteSwap(live, "work", placed("old"), placed("new"), 0);
    }

    private static Placed placed(String answer) {
        RouteFile file = RouteFile.read("work.camel.yaml", WORK.formatted(answer));
        return new Placed(file, file.items().get(0));
    }

    @AfterEach
    void close() {
        gate.countDown();
        bed.close();
    }

    @Test
    void it_is_held_after_five_seconds_and_exchanged_when_what_it_does_ends() throws Exception {
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> bed.ask("direct:work"));
        RouteTestBed.await(entered);
        assertThat(swap.step(4 * SECOND)).isFalse();
        assertThat(swap.isHeld()).isFalse();
        assertThat(swap.step(5 * SECOND)).isFalse();
        assertThat(swap.isHeld()).isTrue();

        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> bed.ask("direct:work"));
        gate.countDown();
        assertThat(first.get()).isEqualTo("old");
        long now = 6 * SECOND;
        while (!swap.step(now)) {
            Thread.onSpinWait();
        }
        assertThat(second.get()).isEqualTo("new");
    }

    @Test
    void it_goes_on_after_twenty_seconds_and_is_held_again_later() throws Exception {
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> bed.ask("direct:work"));
        RouteTestBed.await(entered);
        swap.step(5 * SECOND);
        assertThat(swap.step(26 * SECOND)).isFalse();
        assertThat(swap.isHeld()).isFalse();

        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> bed.ask("direct:work"));
        RouteTestBed.await(entered);
        assertThat(swap.step(35 * SECOND)).isFalse();
        assertThat(swap.isHeld()).isFalse();
        swap.step(36 * SECOND);
        assertThat(swap.isHeld()).isTrue();
        gate.countDown();
        assertThat(first.get()).isEqualTo("old");
        assertThat(second.get()).isEqualTo("old");
    }
}
