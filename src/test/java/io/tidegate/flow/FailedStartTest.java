package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.Node;
import io.tidegate.clock.NodeClock;
import io.tidegate.config.Settings;
import io.tidegate.route.RouteFolder;
import io.tidegate.testing.Await;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node looks at its files and at its tables at the same time: whichever fails, nothing of it stays. */
class FailedStartTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void a_routes_folder_that_is_missing_is_what_the_start_fails_with() throws IOException {
        NodeHome home = NodeHome.make(database.url(), Map.of());
        RouteFolder gone = new RouteFolder(home.folder().resolve("gone"), List.of());

        assertThatThrownBy(() -> start(home, gone))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tidegate.routes.dir");
        nothingStays();
    }

    @Test
    void tables_that_cannot_be_prepared_are_what_the_start_fails_with() throws IOException {
        NodeHome home = NodeHome.make(database.url(), Map.of());
        rename("ensure_day_partitions", "absent");
        try {
            assertThatThrownBy(() -> start(home, new RouteFolder(home.routes(), List.of("providers"))))
                    .isInstanceOf(UnableToExecuteStatementException.class)
                    .hasMessageContaining("ensure_day_partitions");
            nothingStays();
        } finally {
            rename("absent", "ensure_day_partitions");
        }
    }

    private static void start(NodeHome home, RouteFolder routes) {
        List<String> flags = List.of(
                "--tidegate.db.url=" + home.database(), "--tidegate.routes.dir=routes", "--tidegate.node=failing");
        Settings settings = Settings.load(home.folder(), Map.of(), flags);
        NodeClock clock = new NodeClock(InstantSource.system(), System::nanoTime);
        Node.start(settings, clock, routes, Map.of(), settings.routeProperties())
                .close();
    }

    private static void rename(String function, String name) {
        database.jdbi().useHandle(handle -> handle.execute("alter function " + function + " rename to " + name));
    }

    /** A server needs a moment to see that a session has ended. */
    private static void nothingStays() {
        String sessions = "select count(*) from pg_stat_activity where application_name = 'tidegate/failing'";
        assertThat(Await.within(
                        Duration.ofSeconds(20), () -> database.texts(sessions).equals(List.of("0"))))
                .as("its sessions ended")
                .isTrue();
    }
}
