package io.tidegate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.Settings;
import io.tidegate.rehearsal.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider's file, tried out without a database. */
class RouteTrialTest {
    @TempDir
    private Path data;

    @Test
    void shipped_and_new_files_can_run_beside_the_others() throws IOException {
        assertThat(faults("gridpane", Path.of("routes-yaml/providers/gridpane.camel.yaml")))
                .isEmpty();
        assertThat(faults("acme", Path.of("src/test/resources/rehearsal/acme.camel.yaml")))
                .isEmpty();
    }

    @Test
    void what_only_camel_refuses_is_found_with_its_line() throws IOException {
        String text = Files.readString(Path.of("src/test/resources/rehearsal/acme.camel.yaml"));
        assertThat(faults("acme", text.replace("routeTemplateRef: call", "routeTemplateRef: cal")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.text())
                        .startsWith("providers/acme.camel.yaml line 13: ")
                        .contains("did you mean 'call'?"));
        String stray = text + "\n- route:\n    id: stray\n    from:\n      uri: nowhere:to\n      steps: []\n";
        assertThat(faults("acme", stray))
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("nowhere"));
        String taken = text.replace("routeId: acme-call", "routeId: vultr-call");
        assertThat(faults("acme", taken))
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("vultr-call", "is taken"));
    }

    private List<Fault> faults(String provider, Path file) throws IOException {
        return faults(provider, Files.readString(file));
    }

    private List<Fault> faults(String provider, String text) {
        Settings settings = Settings.load(
                data,
                Map.of(),
                List.of("--tidegate.routes.dir=" + Path.of("routes-yaml").toAbsolutePath()));
        return RouteTrial.faults(
                settings, () -> Instant.parse("2026-03-01T12:00:00Z"), "providers/" + provider + ".camel.yaml", text);
    }
}
