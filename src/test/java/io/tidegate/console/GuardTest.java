package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No other site reaches the listener for people. */
class GuardTest {
    private static ConsoleBed bed;

    @BeforeAll
    static void bind() {
        bed = ConsoleBed.bound();
    }

    @AfterAll
    static void close() {
        bed.close();
    }

    private static String status(String answer) {
        return answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
    }

    private static String get(String target, String... headers) {
        return bed.raw(
                "GET " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:PORT", "127.0.0.1:PORT", "LOCALHOST:PORT", "[::1]:PORT"})
    void the_names_of_this_machine_are_let_in(String host) {
        assertThat(status(get("/nothing", "Host: " + host))).isEqualTo("404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebound.example:PORT",
                "rebound.example",
                "localhost",
                "localhost:1",
                "localhost.:PORT",
                "localhost:PORT@evil.example",
                "127.0.0.1.nip.io:PORT",
                "127.1:PORT",
                "0.0.0.0:PORT",
                "",
                "localhost:PORT,evil.example"
            })
    void any_other_name_is_refused_with_the_setting_that_counts(String host) {
        String answer = get("/", "Host: " + host);

        assertThat(status(answer)).isIn("421", "400");
        assertThat(answer).doesNotContain("<html");
        if (status(answer).equals("421")) {
            assertThat(answer).contains("tidegate.http.host");
        }
    }

    @Test
    void a_request_without_or_with_two_hosts_is_refused() {
        assertThat(status(bed.raw("GET / HTTP/1.0\r\n\r\n"))).isIn("421", "400");
        assertThat(status(get("/", "Host: localhost:PORT", "Host: evil.example")))
                .isIn("421", "400");
    }

    @Test
    void a_request_that_names_a_whole_address_is_refused() {
        assertThat(status(get("http://evil.example/", "Host: localhost:PORT"))).isEqualTo("400");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example",
        "Origin, null",
        "Origin, http://localhost:1",
        "Origin, https://localhost:PORT",
        "Origin, http://localhost:PORT.evil.example",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void another_site_is_refused(String header, String value) {
        for (String path : List.of("/", "/docks/1", "/observe/health", "/observe/metrics", "/assets/tidegate.js")) {
            String answer = get(path, "Host: localhost:PORT", header + ": " + value);

            assertThat(status(answer)).as(path).isEqualTo("403");
            assertThat(answer).doesNotContainIgnoringCase("Access-Control-Allow");
        }
    }

    @Test
    void own_pages_and_typed_addresses_are_let_in() {
        for (String header : List.of(
                "Origin: http://localhost:PORT", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none", "X-None: 1")) {
            assertThat(status(get("/nothing", "Host: localhost:PORT", header)))
                    .as(header)
                    .isEqualTo("404");
        }
    }

    @Test
    void a_link_elsewhere_may_be_clicked_and_not_be_framed_or_posted() {
        String[] click = {"Host: localhost:PORT", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"};
        String top = String.join("\r\n", click) + "\r\nSec-Fetch-Dest: document";
        String frame = String.join("\r\n", click) + "\r\nSec-Fetch-Dest: iframe";

        assertThat(status(get("/nothing", top))).isEqualTo("404");
        assertThat(status(get("/nothing", frame))).isEqualTo("403");
        assertThat(status(bed.raw("POST / HTTP/1.1\r\n" + top + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")))
                .isEqualTo("403");
    }

    @Test
    void machines_may_observe_under_any_name_and_nothing_else() {
        assertThat(status(get("/observe/health/live", "Host: tidegate.cluster.internal")))
                .isEqualTo("200");
        for (String path : List.of(
                "/observe/../",
                "/observe/%2e%2e/",
                "/observe/..%2f",
                "/observe",
                "/observed",
                "//observe/health",
                "/?/observe/")) {
            assertThat(status(get(path, "Host: tidegate.cluster.internal")))
                    .as(path)
                    .isNotEqualTo("200");
        }
    }

    @Test
    void a_header_without_end_and_a_body_without_end_are_refused() {
        assertThat(status(get("/", "Host: localhost:PORT", "X-Long: " + "x".repeat(20_000))))
                .isIn("431", "400");
        assertThat(status(get("/" + "x".repeat(9_000), "Host: localhost:PORT"))).isIn("414", "400");
        HttpRequest.Builder post = HttpRequest.newBuilder(URI.create(bed.console.url() + "/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1024 * 1024 + 1]));
        assertThat(bed.ask(post).statusCode()).isIn(405, 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docks/1", "/nothing", "/observe/health", "/assets/tidegate.css"})
    void every_answer_has_the_headers_that_keep_it_to_itself(String path) {
        HttpResponse<String> answer = bed.get(path);

        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'self'; ")
                        .contains("frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    }

    @Test
    void other_methods_are_refused() {
        for (String method : List.of("POST", "PUT", "DELETE", "TRACE", "OPTIONS")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(bed.console.url() + "/"))
                    .method(method, HttpRequest.BodyPublishers.noBody());
            assertThat(bed.ask(request).statusCode()).as(method).isEqualTo(405);
        }
    }
}
