package io.tidegate.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.RouteListener.Applied;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes that are at work when their file is saved. */
class RouteSwapTest {
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
            - route:
                id: idle
                from:
                  uri: direct:idle
                  steps:
                    - setBody:
                        constant: "%s"
            """;

    @TempDir
    private Path root;

    private final BlockingQueue<String> entered = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private RouteTestBed bed;

    @BeforeEach
    void bed() {
        bed = new RouteTestBed(root);
        bed.context.getRegistry().bind("gate", (Processor) exchange -> {
            entered.add(exchange.getFromRouteId());
            gate.await();
        });
        bed.write("work.camel.yaml", WORK.formatted("old", "old"));
        bed.open();
    }

    @AfterEach
    void close() {
        gate.countDown();
        bed.close();
    }

    @Test
    void a_route_at_work_is_exchanged_when_its_exchange_ends_and_the_idle_ones_at_once() throws Exception {
        CompletableFuture<String> listing = CompletableFuture.supplyAsync(() -> bed.ask("direct:work"));
        RouteTestBed.await(entered);

        bed.write("work.camel.yaml", WORK.formatted("new", "new"));
        Applied applied = bed.awaitApplied();
        assertThat(applied.routes()).containsExactly("idle");
        assertThat(applied.waiting()).containsExactly("work");
        assertThat(bed.ask("direct:idle")).isEqualTo("new");
        assertThat(bed.status("work.camel.yaml").waiting()).containsExactly("work");
        assertThat(listing).isNotDone();

        gate.countDown();
        assertThat(listing.get()).isEqualTo("old");
        assertThat(bed.awaitFollowed()).isEqualTo("work");
        assertThat(bed.ask("direct:work")).isEqualTo("new");
        assertThat(bed.status("work.camel.yaml").waiting()).isEmpty();
    }

    @Test
    void of_two_edits_during_one_exchange_the_second_counts() throws Exception {
        CompletableFuture<String> listing = CompletableFuture.supplyAsync(() -> bed.ask("direct:work"));
        RouteTestBed.await(entered);
        bed.write("work.camel.yaml", WORK.formatted("second", "old"));
        bed.awaitApplied();
        bed.write("work.camel.yaml", WORK.formatted("third", "old"));
        bed.awaitApplied();
        gate.countDown();
        assertThat(listing.get()).isEqualTo("old");
        assertThat(bed.awaitFollowed()).isEqualTo("work");
        assertThat(bed.ask("direct:work")).isEqualTo("third");
    }

    @Test
    void a_deleted_file_lets_its_running_exchange_end() throws Exception {
        CompletableFuture<String> listing = CompletableFuture.supplyAsync(() -> bed.ask("direct:work"));
        RouteTestBed.await(entered);
        java.nio.file.Files.delete(root.resolve("work.camel.yaml"));
        bed.awaitApplied();
        assertThat(bed.context.getRoute("idle")).isNull();
        assertThat(bed.context.getRoute("work")).isNotNull();
        gate.countDown();
        assertThat(listing.get()).isEqualTo("old");
        assertThat(bed.awaitFollowed()).isEqualTo("work");
        assertThat(bed.context.getRoute("work")).isNull();
    }

    @Test
    void a_route_that_someone_stopped_stays_stopped() throws Exception {
        bed.context.getRouteController().stopRoute("idle");
        bed.write("work.camel.yaml", WORK.formatted("old", "new"));
        bed.awaitApplied();
        assertThat(bed.context.getRouteController().getRouteStatus("idle").isStopped())
                .isTrue();
    }
}
