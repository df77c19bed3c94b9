package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Two servers, bound before anything else, and one of them shared with Camel's routes. */
class ListenersTest {
    @Test
    void a_port_that_is_taken_ends_the_start_with_one_line_that_says_what_to_do() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> ConsoleBed.bound("--tidegate.http.port=" + port))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("tidegate.http.port=" + port)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("stop that program, or set another port")
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    void every_listener_that_cannot_be_bound_is_reported_at_once() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ConsoleBed.bound(
                            "--tidegate.http.port=" + one.getLocalPort(),
                            "--tidegate.public.port=" + two.getLocalPort()))
                    .hasMessageContaining("tidegate.http.port")
                    .hasMessageContaining("tidegate.public.port");
        }
    }

    @Test
    void one_port_for_both_listeners_is_refused() {
        int port;
        try (ConsoleBed bed = ConsoleBed.bound()) {
            port = bed.console.httpPort();
        }
        assertThatThrownBy(() -> ConsoleBed.bound("--tidegate.http.port=" + port, "--tidegate.public.port=" + port))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("tidegate.public.port=" + port);
    }

    @Test
    void a_port_is_free_again_once_the_console_is_closed() {
        int port;
        try (ConsoleBed bed = ConsoleBed.bound()) {
            port = bed.console.httpPort();
        }
        try (ConsoleBed again = ConsoleBed.bound("--tidegate.http.port=" + port)) {
            assertThat(again.console.url()).isEqualTo(URI.create("http://127.0.0.1:" + port));
        }
    }

    @Test
    void before_it_is_open_people_are_told_that_it_starts() {
        try (ConsoleBed bed = ConsoleBed.bound()) {
            HttpResponse<String> page = bed.get("/");

            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("Tidegate is starting");
            assertThat(bed.get("/observe/metrics").statusCode()).isEqualTo(503);
            assertThat(bed.get("/observe/health/live").statusCode()).isEqualTo(200);
            assertThat(bed.get("/observe/health/ready").statusCode()).isEqualTo(503);
            assertThat(bed.getPublic("/webhooks/harbour").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void platform_http_routes_answer_on_the_public_listener_and_only_there() throws Exception {
        try (ConsoleBed bed = ConsoleBed.bound();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            bed.console.forCamel().forEach(camel.getRegistry()::bind);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("platform-http:/probe").routeId("probe").transform().simple("saw ${body}");
                }
            });
            camel.start();

            HttpRequest.Builder post = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + bed.console.publicPort() + "/probe"))
                    .POST(HttpRequest.BodyPublishers.ofString("the tide"));
            assertThat(bed.ask(post).body()).isEqualTo("saw the tide");
            assertThat(bed.get("/probe").statusCode()).isEqualTo(404);

            camel.getRouteController().stopRoute("probe");
            assertThat(bed.getPublic("/probe").statusCode()).isBetween(404, 503);
        }
    }
}
