package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiRequest;
import io.tidegate.api.ApiRows;
import io.tidegate.api.fuzz.RequestMaker;
import io.tidegate.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REST over sockets, asked for what no client would ask. */
class RestFuzzTest {
    private static final long SEED = 20_260_302;
    private static final int REQUESTS = 400;
    private static final int PATIENCE_MILLIS = 5_000;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static ConsoleBed bed;
    private static ApiFixture api;

    @BeforeAll
    static void open() {
        api = new ApiFixture(database);
        bed = ConsoleBed.open(
                database.dataSource(), api.clock, "--tidegate.api.requests-per-minute=100000", "--tidegate.auth=off");
    }

    @AfterAll
    static void close() {
        bed.close();
    }

    @Test
    void whatever_is_sent_is_answered_in_time_and_never_with_a_fault_of_ours() throws IOException {
        ApiRows.Ids ids = ApiRows.fill(database, 1, "rest-fuzz");
        RequestMaker maker = new RequestMaker(api.operations(), SEED);
        Map<String, Integer> statuses = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            ApiRequest request = maker.next(ids);
            String answer = send(text(request).getBytes(StandardCharsets.ISO_8859_1));
            String status = status(answer);
            statuses.merge(status, 1, Integer::sum);
            boolean problem = answer.contains("application/problem+json");
            if (status.startsWith("5") || (status.startsWith("4") && !problem)) {
                wrong.add(answer.lines().findFirst().orElse("") + " for " + request.method() + " " + request.path()
                        + " " + request.query() + " " + request.headers());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(statuses).containsKeys("200", "400", "404", "405");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/docks/%zz HTTP/1.1\r\nHost: localhost:PORT\r\n",
                "GET /api/v1/docks/% HTTP/1.1\r\nHost: localhost:PORT\r\n",
                "GET /api/v1/docks/%00 HTTP/1.1\r\nHost: localhost:PORT\r\n",
                "GET /api/v1/docks/%c0%ae HTTP/1.1\r\nHost: localhost:PORT\r\n",
                "GET /api/v1/docks?limit=%u0031 HTTP/1.1\r\nHost: localhost:PORT\r\n",
                "GET /api/v1/docks?&&==&limit HTTP/1.1\r\nHost: localhost:PORT\r\n",
                "GET /api/v1/docks?%00=1 HTTP/1.1\r\nHost: localhost:PORT\r\n",
                "GET /api/v1/docks;a=b HTTP/1.1\r\nHost: localhost:PORT\r\n",
                "GET /api/v1//docks HTTP/1.1\r\nHost: localhost:PORT\r\n",
                "GET /api/v1/..%2f..%2fetc/passwd HTTP/1.1\r\nHost: localhost:PORT\r\n",
                "GET /api/v1/ HTTP/1.1\r\nHost: localhost:PORT\r\n",
                "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Type: text/xml\r\nContent-Length: 4\r\n\r\n<a/>",
                "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                        + "Content-Length: 2\r\n\r\n{}",
                "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 2000000\r\n\r\n"
                        + "                                        ",
                "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost:PORT\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
            })
    void what_http_allows_and_the_api_does_not_is_a_problem(String request) throws IOException {
        String answer = send(finished(request));
        assertThat(status(answer)).startsWith("4");
        assertThat(answer).contains("application/problem+json", "urn:tidegate:problem:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/docks HTTP/1.1\r\n",
                "GET /api/v1/docks HTTP/1.1\r\nHost: localhost:PORT\r\nHost: evil.example\r\n",
                "GET http://evil.example/api/v1/docks HTTP/1.1\r\nHost: localhost:PORT\r\n",
                "GET /api/v1/docks HTTP/9.9\r\nHost: localhost:PORT\r\n",
                "GET /api/v1/docks\r\n",
                "GET /api/v1/docks a b HTTP/1.1\r\nHost: localhost:PORT\r\n",
                "GET /api/v1/docks HTTP/1.1\r\nHost: localhost:PORT\r\nA b: x\r\n",
                "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 2\r\nContent-Length: 4\r\n\r\n{}",
                "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: -1\r\n\r\n{}",
                "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost:PORT\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
                "\0\0\0\r\n",
                "PRI * HTTP/2.0\r\n"
            })
    void what_is_no_http_is_refused_or_cut_off(String request) throws IOException {
        String answer = send(finished(request));
        if (!answer.isEmpty()) {
            assertThat(status(answer)).matches("4\\d\\d|501|505");
        }
    }

    private static byte[] finished(String request) {
        String text = request.replace("PORT", Integer.toString(bed.console.httpPort()));
        String whole = text.contains("\r\n\r\n")
                ? text.replaceFirst("\r\nHost", "\r\nConnection: close\r\nHost")
                : text + "Connection: close\r\n\r\n";
        return whole.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Encoded as HTTP wants it, whatever it says. */
    private static String text(ApiRequest request) {
        String method = request.method().isEmpty() ? "GET" : request.method();
        String path = Arrays.stream(request.path().split("/", -1))
                .map(RestFuzzTest::encoded)
                .collect(Collectors.joining("/"));
        String query = request.query().entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(value -> encoded(each.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        StringBuilder text = new StringBuilder();
        text.append(method)
                .append(" /api/v1")
                .append(path.startsWith("/") ? "" : "/")
                .append(path)
                .append(query.isEmpty() ? "" : "?" + query);
        text.append(" HTTP/1.1\r\nHost: localhost:").append(bed.console.httpPort());
        text.append("\r\nConnection: close\r\nContent-Length: ").append(request.body().length);
        request.headers()
                .forEach((name, value) -> text.append("\r\n")
                        .append(name)
                        .append(": ")
                        .append(cut(value.replaceAll("[^\\x20-\\x7e]", "?"), 2_000)));
        return text.append("\r\n\r\n")
                .append(new String(request.body(), StandardCharsets.ISO_8859_1))
                .toString();
    }

    /** The longest would be refused before the API sees them. */
    private static String encoded(String text) {
        return URLEncoder.encode(cut(text, 600), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static String send(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bed.console.httpPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(request);
                out.flush();
            } catch (IOException e) {
                // refused before all was sent; the answer may be there all the same
                return read(socket);
            }
            return read(socket);
        }
    }

    /** Until the other side ends it, which it may not while it waits for what a header announced. */
    private static String read(Socket socket) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (SocketTimeoutException e) {
            if (read.size() == 0) {
                throw new AssertionError("there was no answer in " + PATIENCE_MILLIS + " ms", e);
            }
        } catch (SocketException e) {
            // cut off, after an answer or without
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    private static String status(String answer) {
        return answer.isEmpty() ? "cut off" : answer.substring(9, 12);
    }
}
