package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.api.ApiFixture;
import io.tidegate.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files may be larger than all else that is sent, for those who may send them. */
class LargeBodiesTest {
    private static final String UPLOAD = "/api/v1/connectors/none/organizations/club/members";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static HttpResponse<String> put(ConsoleBed bed, String path, int bytes) {
        return bed.ask(HttpRequest.newBuilder(URI.create(bed.url() + path))
                .header("Content-Type", "text/csv")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes])));
    }

    @Test
    void a_file_may_have_16_mib_and_anything_else_one() {
        try (ConsoleBed bed =
                ConsoleBed.open(database.dataSource(), new ApiFixture(database).clock, "--tidegate.auth=off")) {
            HttpResponse<String> read = put(bed, UPLOAD, 5 << 20);
            assertThat(read.statusCode()).isEqualTo(404);
            assertThat(read.body()).contains("connector");
            HttpResponse<String> large = put(bed, UPLOAD, (16 << 20) + 1);
            assertThat(large.statusCode()).isEqualTo(413);
            assertThat(large.body()).contains("16 MiB");
            assertThat(put(bed, "/api/v1/connectors/none/credentials", 2 << 20).statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void nobody_who_is_not_known_sends_a_file() {
        try (SignedInBed bed = new SignedInBed(database)) {
            assertThat(put(bed.console, UPLOAD, 5 << 20).statusCode()).isEqualTo(401);
        }
    }
}
