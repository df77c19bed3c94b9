package io.tidegate.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.console.ConsoleBed;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jolokia open is code execution; each of these was an open door somewhere. */
class ProbesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static ConsoleBed bed;
    private static int port;

    @BeforeAll
    static void open() {
        bed = ConsoleBed.open(database.dataSource(), new SettableClock());
        port = URI.create(bed.url()).getPort();
    }

    @AfterAll
    static void close() {
        bed.close();
    }

    static List<Probe> probes() {
        return Probes.all();
    }

    @ParameterizedTest
    @MethodSource("probes")
    void what_is_tried_is_answered_as_the_document_says(Probe probe) {
        assertThat(Probe.told(probe.send(port))).as(probe.tried()).isEqualTo(probe.answer());
    }

    @Test
    void the_document_has_all_of_them() throws IOException {
        assertThat(Files.readString(Path.of("docs/hawtio.md"))).contains(Probes.table());
    }

    @Test
    void of_what_may_not_be_read_not_even_names_are_listed() {
        String listed = Probe.ask("all", "", "{\"type\":\"list\"}").send(port);
        assertThat(listed)
                .contains("\"java.lang\"")
                .doesNotContain(
                        "\"com.sun.management\"",
                        "\"java.util.logging\"",
                        "\"jolokia\"",
                        "\"JMImplementation\"",
                        "\"com.zaxxer.hikari\"");
        String found =
                Probe.ask("all", "", "{\"type\":\"search\",\"mbean\":\"*:*\"}").send(port);
        assertThat(found).contains("java.lang").doesNotContain("com.sun.management", "java.util.logging", "jolokia:");
    }

    @Test
    void a_read_of_every_bean_at_once_tells_not_even_names_of_attributes() {
        String read = Probe.ask("all", "", "{\"type\":\"read\",\"mbean\":\"*:*\",\"config\":{\"ignoreErrors\":true}}")
                .send(port);
        assertThat(read)
                .doesNotContain("HeapMemoryUsage", "HotSpotDiagnostic", "DiagnosticOptions", "InputArguments")
                .doesNotContain(System.getProperty("java.class.path"), "surefire.real.class.path");
    }

    @Test
    void who_presses_what_changes_something_stands_in_the_log_and_so_does_what_was_refused() {
        Probe.exec("stop", "", "java.lang:type=Compilation", "stop()").send(port);
        Probe.exec("look", "", "java.lang:type=Memory", "dumpX()").send(port);
        assertThat(database.texts("select concat_ws(' ', actor, action, target, result) from audit_log"))
                .contains("dev hawtio.stop java.lang:type=Compilation refused")
                .noneMatch(entry -> entry.contains("dumpX"));
    }
}
