package io.tidegate.api.dock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How far docks may be slowed down while nothing changes. */
class DockPaceTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);
    private Actor owner = Actor.anonymous("");

    @Test
    void how_far_a_dock_may_be_slowed_down_is_no_shorter_than_its_interval_and_ends_with_it() {
        owner = ApiFixture.actor(api.organization("slow"), Role.OWNER);
        long id = api.ask(
                        owner,
                        "POST",
                        "/docks",
                        "{\"name\":\"patient\",\"provider\":\"digitalocean\",\"validate\":false}")
                .body()
                .at("/dock/id")
                .asLong();
        assertThat(limits(id, "{\"intervalSeconds\":300,\"maxIntervalSeconds\":3600}"))
                .isEqualTo("300 3600 300");
        assertThat(limits(id, "{\"maxIntervalSeconds\":299}"))
                .startsWith("/maxIntervalSeconds: is from the interval, 300,");
        assertThat(limits(id, "{\"intervalSeconds\":7200}")).isEqualTo("7200 null 7200");
        assertThat(limits(id, "{\"maxIntervalSeconds\":86400}")).isEqualTo("7200 86400 7200");
        assertThat(limits(id, "{\"maxIntervalSeconds\":0}")).isEqualTo("7200 null 7200");
        assertThat(limits(id, "{\"cron\":\"0 0 3 * * ?\",\"maxIntervalSeconds\":86400}"))
                .startsWith("/maxIntervalSeconds: is for docks that go by interval");
    }

    private String limits(long id, String edit) {
        JsonNode body = api.ask(owner, "PATCH", "/docks/" + id, edit).body();
        JsonNode dock = body.path("dock");
        return dock.isMissingNode()
                ? body.path("detail").asText()
                : dock.path("intervalSeconds") + " " + dock.path("maxIntervalSeconds") + " "
                        + dock.path("currentIntervalSeconds");
    }
}
