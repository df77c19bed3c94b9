package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.simulator.Answer;
import io.tidegate.testing.DigitalOceanFixture;
import io.tidegate.upkeep.Maintenance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.direct.DirectEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a job that is given up leaves behind. */
class DeadLetterTest {
    private static final String DROPLETS = "/v2/droplets";

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void a_job_whose_retries_are_used_up_leaves_a_letter_and_those_before_it_leave_none() {
        node.provider().always(DROPLETS, Answer.status(404));
        long dock = node.dockWithToken("secret-of-letter", "servers");
        node.sync(dock);
        for (int minutes : new int[] {2, 4, 8}) {
            assertThat(letters(dock)).isEmpty();
            node.pass(Duration.ofMinutes(minutes));
            node.await(dock);
        }

        assertThat(letters(dock)).singleElement().satisfies(letter -> {
            assertThat(letter)
                    .containsEntry("job_id", node.stored().job(dock).id())
                    .containsEntry("job_type", "manual")
                    .containsEntry("request", "GET /v2/droplets?per_page=200")
                    .containsEntry("status", 404)
                    .containsEntry("error_code", "HTTP_404")
                    .containsEntry("attempts", 4)
                    .containsEntry("resolution", null);
            assertThat(letter.toString()).contains("DigitalOcean answered 404").doesNotContain("secret-of-letter");
        });
    }

    @Test
    void a_list_whose_route_is_stopped_says_so_and_leaves_no_letter() throws Exception {
        DigitalOceanFixture.on(node.provider());
        CamelContext camel = node.node().camel();
        camel.getEndpoint("direct:list-digitalocean-projects", DirectEndpoint.class)
                .setTimeout(1);
        TestNode.until(() -> camel.getRoute("digitalocean-projects") != null, "it has not followed the start");
        camel.getRouteController().stopRoute("digitalocean-projects");
        try {
            long dock = node.dock("servers", "projects");
            Stored.Event event = node.sync(dock);

            assertThat(event.status()).isEqualTo("partial");
            assertThat(event.message()).contains("a route of this list is stopped", "tidegate route start");
            assertThat(letters(dock)).isEmpty();
        } finally {
            camel.getRouteController().startRoute("digitalocean-projects");
        }
    }

    @Test
    void refused_credentials_leave_a_letter_at_once() {
        DigitalOceanFixture.on(node.provider()).token("another");
        long dock = node.dock("servers");
        node.sync(dock);

        assertThat(letters(dock))
                .singleElement()
                .satisfies(letter -> assertThat(letter)
                        .containsEntry("status", 401)
                        .containsEntry("attempts", 1)
                        .containsEntry("error_code", "HTTP_401"));
    }

    @Test
    void letters_that_were_decided_and_jobs_that_finished_a_month_ago_are_forgotten() {
        DigitalOceanFixture.on(node.provider()).token("another");
        long old = node.dock("servers");
        long open = node.dock("servers");
        node.sync(old);
        node.sync(open);
        node.stored()
                .execute(
                        "update dead_letters set resolution = 'discarded', resolved_at = ?::timestamptz where dock_id = ?",
                        node.clock.instant().toString(),
                        old);
        Maintenance maintenance = node.node().beans().maintenance();
        node.clock.tick(Duration.ofDays(30));
        maintenance.daily();
        assertThat(letters(old)).hasSize(1);
        assertThat(node.stored().count("select count(*) from sync_queue where dock_id = ?", open))
                .isEqualTo(1);
        node.clock.tick(Duration.ofSeconds(1));
        maintenance.daily();

        assertThat(letters(old)).isEmpty();
        assertThat(letters(open)).hasSize(1);
        assertThat(node.stored().count("select count(*) from sync_queue where dock_id = ?", open))
                .isZero();
    }

    private static List<Map<String, Object>> letters(long dock) {
        return node.stored().rows("select * from dead_letters where dock_id = ?", dock);
    }
}
