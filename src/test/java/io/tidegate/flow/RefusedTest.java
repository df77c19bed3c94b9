package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.simulator.Answer;
import io.tidegate.testing.DigitalOceanFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is refused for good: one list of many, or the credentials of all. */
class RefusedTest {
    private static final String DROPLETS = "/v2/droplets";

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void refused_credentials_stop_the_dock_at_once_until_someone_resumes_it() {
        DigitalOceanFixture.on(node.provider()).token("another");
        long dock = node.dockWithToken("expired");

        Stored.Event event = node.sync(dock);

        assertThat(node.provider().requests()).hasSize(1);
        assertThat(event.status()).isEqualTo("failed");
        assertThat(event.code()).isEqualTo("HTTP_401");
        assertThat(event.message())
                .contains("DigitalOcean refuses the credentials")
                .contains("Unable to authenticate you")
                .contains("tidegate dock resume " + dock);
        assertThat(node.stored().job(dock).state()).isEqualTo("discarded");
        assertThat(node.look(dock).condition().stoppedAt()).isEqualTo(node.clock.instant());
        node.pass(Duration.ofHours(2));
        assertThat(node.stored().events(dock)).hasSize(1);

        node.provider().token("expired");
        node.docks().resume(dock, node.clock.instant());
        node.pass(Duration.ofSeconds(1));
        assertThat(node.await(dock).status()).isEqualTo("success");
        assertThat(node.look(dock).condition().stoppedAt()).isNull();
        assertThat(node.look(dock).condition().failures()).isZero();
    }

    @Test
    void a_sync_asked_for_while_the_credentials_were_being_refused_does_not_try_again() {
        DigitalOceanFixture.on(node.provider()).token("another");
        var hold = node.provider().hold("/v2/droplets");
        long dock = node.dockWithToken("wrong", "servers");
        node.enqueue(dock);
        node.provider().awaitRequests(DROPLETS, 1, TestNode.SOON);
        node.enqueue(dock);
        hold.release();

        node.await(dock);

        assertThat(node.stored().job(dock).state()).isEqualTo("discarded");
    }

    @Test
    void credentials_that_cannot_be_opened_stop_the_dock_without_a_request() {
        DigitalOceanFixture.on(node.provider());
        long other = node.dock("servers");
        long dock = node.dock("servers");
        node.stored()
                .execute(
                        "update docks set credentials = (select credentials from docks where id = ?) where id = ?",
                        other,
                        dock);

        Stored.Event event = node.sync(dock);

        assertThat(event.status()).isEqualTo("failed");
        assertThat(node.provider().requests()).isEmpty();
        assertThat(node.look(dock).condition().stoppedAt()).isNotNull();
    }

    @Test
    void a_type_that_fails_does_not_stop_the_others_and_waits_by_a_clock_of_its_own() {
        DigitalOceanFixture.on(node.provider()).always(DROPLETS, Answer.status(404));
        long dock = node.dock("servers", "projects");
        node.schedule();
        node.wake();

        Stored.Event first = node.await(dock);

        assertThat(first.status()).isEqualTo("partial");
        assertThat(first.message()).startsWith("servers: DigitalOcean answered 404");
        assertThat(node.look(dock).condition().failures()).isZero();
        assertThat(node.look(dock).condition().backoffUntil()).isNull();
        assertThat(node.stored().position(dock, "servers", "").backoffUntil())
                .isEqualTo(node.clock.instant().plus(Duration.ofMinutes(2)));
        node.pass(Duration.ofMinutes(1));
        Stored.Event second = node.await(dock);
        assertThat(second.status()).isEqualTo("partial");
        assertThat(second.message()).isEqualTo("waiting after failures: servers");
        assertThat(second.processed()).isEqualTo(3);
        assertThat(node.provider().requests(DROPLETS)).hasSize(1);
        node.pass(Duration.ofMinutes(1));
        assertThat(node.await(dock).status()).isEqualTo("partial");
        assertThat(node.provider().requests(DROPLETS)).hasSize(2);
        assertThat(node.stored().position(dock, "servers", "").backoffUntil())
                .isEqualTo(node.clock.instant().plus(Duration.ofMinutes(4)));
    }

    @Test
    void a_run_in_which_every_type_waits_makes_nothing_fresher() {
        DigitalOceanFixture.on(node.provider()).always(DROPLETS, Answer.status(404));
        long dock = node.dock("servers", "projects");
        node.schedule();
        node.wake();
        assertThat(node.await(dock).status()).isEqualTo("partial");
        var fresh = node.look(dock).condition().lastSync();
        node.stored().execute("update docks set resource_types = '{servers}'");
        node.pass(Duration.ofMinutes(1));

        assertThat(node.await(dock).message()).isEqualTo("waiting after failures: servers");
        assertThat(node.look(dock).condition().lastSync()).isEqualTo(fresh);
    }

    @Test
    void a_manual_sync_does_not_wait_for_a_types_own_clock() {
        DigitalOceanFixture.on(node.provider()).next(DROPLETS, Answer.status(422));
        long dock = node.dock("servers", "projects");
        assertThat(node.sync(dock).status()).isEqualTo("partial");

        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(node.look(dock).condition().error()).isNull();
        assertThat(node.stored().position(dock, "servers", "").failures()).isZero();
    }

    @Test
    void a_child_list_that_is_gone_fails_that_list_only() {
        DigitalOceanFixture.on(node.provider()).always("/v2/domains/ferry-line.example/records", Answer.status(404));
        long dock = node.dock("domains", "dns_records");

        Stored.Event event = node.sync(dock);

        assertThat(event.status()).isEqualTo("partial");
        assertThat(event.code()).isEqualTo("HTTP_404");
        assertThat(node.stored().live(dock, "dns_records")).hasSize(8);
        assertThat(node.stored()
                        .position(dock, "dns_records", "ferry-line.example")
                        .code())
                .isEqualTo("HTTP_404");
        assertThat(node.stored().position(dock, "dns_records", "pilots.example").code())
                .isNull();
    }
}
