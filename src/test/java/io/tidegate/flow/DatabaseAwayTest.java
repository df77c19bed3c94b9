package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static io.tidegate.flow.TestNode.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseAwayTest {
    private static final String DROPLETS = "/v2/droplets";
    private static final TestServer SERVER = TestServer.start();

    @RegisterExtension
    static final TestNode node = new TestNode(SERVER);

    @Test
    void a_database_that_restarts_in_the_middle_of_a_run_loses_nothing_and_writes_nothing_twice() throws SQLException {
        CountDownLatch restarted = new CountDownLatch(1);
        node.provider().always(DROPLETS, asked -> {
            int page = Integer.parseInt(asked.query().getOrDefault("page", "1"));
            if (page == 2) {
                await(restarted);
            }
            return page(page, asked.origin());
        });
        long dock = node.dock("servers");
        long bystander = node.dock("projects");
        node.provider().list("/v2/projects", "projects").records("{\"id\":1,\"name\":\"a\"}");
        node.enqueue(dock);
        node.provider().awaitRequests(DROPLETS, 2, TestNode.SOON);
        long event = node.stored().event(dock).id();

        SERVER.stop();
        // the next statement meets a closed port, not an open connection that breaks
        ((HikariDataSource) node.node().database().dataSource())
                .getHikariPoolMXBean()
                .softEvictConnections();
        restarted.countDown();
        node.awaitIdle();
        int asked = node.provider().requests().size();
        SERVER.restart();
        node.listen();
        TestNode.until(
                () -> {
                    node.node().beans().jobQueue().renew();
                    return node.stored().job(dock).state().equals("available");
                },
                "the job is not handed back");
        assertThat(node.await(dock).status()).isEqualTo("started");
        node.clock.tick(Duration.ofSeconds(10));
        node.wake();
        Stored.Event ended = node.await(dock);

        assertThat(asked).isEqualTo(2);
        assertThat(ended.status()).isEqualTo("success");
        assertThat(ended.id()).isEqualTo(event);
        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(1, 4));
        assertThat(node.stored().changes(dock)).hasSize(3);
        assertThat(node.asked().subList(2, 4)).containsExactly("/v2/droplets?page=2", "/v2/droplets?page=3");
        assertThat(node.look(dock).condition().status()).isEqualTo("success");
        assertThat(node.look(dock).condition().failures()).isZero();
        assertThat(node.stored().count("select count(*) from dead_letters")).isZero();
        assertThat(node.sync(bystander).status()).isEqualTo("success");
        assertThat(node.stored().count("select count(*) from lanes where job_id is not null"))
                .isZero();
    }

    private static Answer page(int number, String origin) {
        String next = number == 3 ? "" : "\"pages\":{\"next\":\"" + origin + DROPLETS + "?page=" + (number + 1) + "\"}";
        return Answer.json(200, "{\"droplets\":[" + droplet(number) + "],\"links\":{" + next + "}}");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
