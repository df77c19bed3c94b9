package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When open pages look again, and when they do not. */
final class TicksTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void a_page_is_told_that_it_is_time_to_look_again_and_nothing_else() throws IOException {
        try (ConsoleBed bed = ConsoleBed.open(database.dataSource());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), bed.console.httpPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("GET /ticks HTTP/1.1\r\nHost: 127.0.0.1:" + bed.console.httpPort() + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = in.readLine();
            assertThat(line).isEqualTo("HTTP/1.1 200 OK");
            while (line != null && !line.startsWith("data:")) {
                line = in.readLine();
            }
            assertThat(line).isEqualTo("data: tick");
        }
    }

    @Test
    void a_page_that_may_not_be_seen_does_not_ask_again_and_again() {
        try (SignedInBed bed = new SignedInBed(database)) {
            Actor owner = bed.accounts.owner("ticks");
            String client = bed.accounts.session(bed.accounts.member(owner, "ticks-client", Role.CLIENT));

            assertThat(bed.as(client, "/errors").statusCode()).isEqualTo(403);
            assertThat(bed.as(client, "/errors").body())
                    .contains("Not shown to you")
                    .doesNotContain("hx-trigger");
            assertThat(bed.as(client, "/").body()).contains("hx-trigger=\"tick\"");
        }
    }
}
