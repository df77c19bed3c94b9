package io.tidegate.device.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A foreign client of the endpoints: RxDB's replication plugin, with the glue of {@code src/rxdb/js/tidegate.mjs}. */
class RxdbTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void two_databases_of_rxdb_replicate_by_the_endpoints() throws IOException, InterruptedException {
        try (SyncBed bed = new SyncBed(database).open(database)) {
            // RxDB's devices read the clock of this machine
            bed.accounts.clock.tick(Duration.between(
                    bed.accounts.clock.instant(), InstantSource.system().instant()));
            String first = bed.device("laptop");
            String second = bed.device("phone");
            Process node = new ProcessBuilder(
                            "node", "try.mjs", bed.url() + "/sync/v1/acme", "laptop", first, "phone", second)
                    .directory(Path.of("target", "rxdb").toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(node.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(said).endsWith("RxDB replicates\n");
            assertThat(node.exitValue()).isZero();
            assertThat(bed.get("pull?cursor=0&tables=posts&limit=1000", first)
                            .body()
                            .path("changes")
                            .size())
                    .isGreaterThan(252);
        }
    }
}
