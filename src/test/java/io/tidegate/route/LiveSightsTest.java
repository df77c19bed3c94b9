package io.tidegate.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.sight.LiveSights;
import io.tidegate.route.sight.Order;
import io.tidegate.route.sight.RouteSight;
import io.tidegate.route.sight.RouteSights.Outcome;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveSightsTest {
    private static final String FILE = "1-hello.camel.yaml";
    private static final String HELLO = """
            # a remark
            - route:
                id: hello
                description: Says hello
                from:
                  uri: direct:hello?timeout=7000
                  steps:
                    - setBody:
                        constant: "%s"
            """;

    @TempDir
    private Path root;

    private RouteTestBed bed;
    private LiveSights sights;

    @BeforeEach
    void open() {
        bed = RouteTestBed.counting(root);
        bed.write(FILE, HELLO.formatted("hello"));
        sights = new LiveSights(bed.context, bed.open());
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void a_route_tells_where_it_stands_and_what_passed_through_it() {
        bed.ask("direct:hello");

        RouteSight hello = hello();
        assertThat(hello.description()).isEqualTo("Says hello");
        assertThat(hello.place()).isEqualTo(new RouteSight.Place(FILE, 2, null));
        assertThat(hello.from()).isEqualTo("direct://hello");
        assertThat(hello.state()).isEqualTo(RouteSight.STARTED);
        RouteSight.Counts counts = Objects.requireNonNull(hello.counts());
        assertThat(counts.total()).isEqualTo(1);
        assertThat(counts.failed()).isZero();
        assertThat(counts.completedAt()).isNotNull();
        assertThat(counts.failedAt()).isNull();
    }

    @Test
    void a_stopped_route_stays_stopped_when_its_file_changes_and_runs_the_new_text_when_started() {
        assertThat(sights.order("hello", Order.STOP)).isEqualTo(Outcome.DONE);
        assertThat(hello().state()).isEqualTo(RouteSight.STOPPED);
        assertThat(hello().uptime()).isZero();

        bed.write(FILE, HELLO.formatted("good evening"));
        bed.awaitApplied();
        assertThat(hello().state()).isEqualTo(RouteSight.STOPPED);

        assertThat(sights.order("hello", Order.START)).isEqualTo(Outcome.DONE);
        assertThat(bed.ask("direct:hello")).isEqualTo("good evening");
    }

    @Test
    void a_suspended_route_goes_on_when_it_is_resumed_or_started() {
        for (Order on : new Order[] {Order.RESUME, Order.START}) {
            assertThat(sights.order("hello", Order.SUSPEND)).isEqualTo(Outcome.DONE);
            assertThat(hello().state()).isEqualTo(RouteSight.SUSPENDED);
            assertThat(sights.order("hello", on)).isEqualTo(Outcome.DONE);
            assertThat(bed.ask("direct:hello")).isEqualTo("hello");
        }
        assertThat(sights.order("nobody", Order.STOP)).isEqualTo(Outcome.MISSING);
    }

    @Test
    void a_refused_text_stands_beside_the_one_that_runs() {
        bed.write(FILE, HELLO.formatted("hi").replace("setBody", "setBoddy"));
        bed.awaitRefused();

        RouteText text = Objects.requireNonNull(sights.text(FILE));
        assertThat(text.running()).contains("setBody:");
        assertThat(text.onDisk()).contains("setBoddy:");
        assertThat(sights.text("other.camel.yaml")).isNull();
    }

    private RouteSight hello() {
        return sights.routes().get(0);
    }
}
