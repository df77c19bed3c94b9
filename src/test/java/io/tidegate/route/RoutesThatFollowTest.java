package io.tidegate.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.RouteListener.Applied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.component.direct.DirectComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that runs what is waited for, while the routes of other providers follow. */
class RoutesThatFollowTest {
    @TempDir
    private Path root;

    private RouteTestBed bed;

    @BeforeEach
    void files() {
        bed = new RouteTestBed(root);
        bed.context.getComponent("direct", DirectComponent.class).setTimeout(20_000);
        bed.write("3-list.camel.yaml", ProviderFilesTest.LIST);
        Stream.of("anchor", "buoy", "crane")
                .forEach(name -> write(name, ProviderFilesTest.provider(name, "http://127.0.0.1:1")));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private void write(String provider, String text) {
        bed.write(file(provider), text);
    }

    private static String file(String provider) {
        return "providers/" + provider + ".camel.yaml";
    }

    @Test
    void what_is_waited_for_runs_at_once_and_the_others_follow() {
        Applied begun = bed.openFor(Set.of("buoy"));
        assertThat(begun.routes()).containsExactlyInAnyOrder("buoy-call", "buoy-servers");
        assertThat(begun.waiting())
                .containsExactlyInAnyOrder("anchor-call", "anchor-servers", "crane-call", "crane-servers");
        assertThat(bed.providers.names()).containsExactlyInAnyOrder("anchor", "buoy", "crane");

        assertThat(Stream.generate(bed::awaitFollowed).limit(4)).containsExactlyInAnyOrderElementsOf(begun.waiting());
        assertThat(bed.status(file("crane")).waiting()).isEmpty();
        assertThat(bed.ask("direct:crane-servers")).isEqualTo("crane servers");
    }

    @Test
    void a_caller_waits_for_a_route_that_follows() {
        bed.openFor(Set.of());
        assertThat(bed.ask("direct:anchor-servers")).isEqualTo("anchor servers");
    }

    @Test
    void a_file_that_changes_before_its_routes_have_followed_runs_as_it_is_then() throws IOException {
        bed.openFor(Set.of());
        write(
                "anchor",
                ProviderFilesTest.provider("anchor", "http://127.0.0.1:2")
                        .replace("stop: {}", "setBody: {constant: new}"));
        Files.delete(root.resolve(file("crane")));
        assertThat(Stream.generate(bed::awaitApplied)
                        .filter(applied -> applied.files().contains(file("crane")))
                        .findFirst())
                .isPresent();
        assertThat(bed.ask("direct:anchor-call")).isEqualTo("new");
        assertThat(bed.provider("anchor").access().base()).hasToString("http://127.0.0.1:2");
        assertThat(bed.ask("direct:buoy-servers")).isEqualTo("buoy servers");
        assertThat(bed.context.getRoute("crane-servers")).isNull();
    }

    @Test
    void what_takes_messages_from_elsewhere_is_never_left() {
        write(
                "buoy",
                ProviderFilesTest.provider("buoy", "http://127.0.0.1:1").replace("direct:buoy-call", "seda:buoy"));
        String sources = ProviderFilesTest.LIST
                .replace("direct:{{provider}}-{{type}}", "{{source:direct:{{provider}}-{{type}}}}")
                .replace("      - name: type\n", "      - name: type\n      - name: source\n        required: false\n");
        bed.write("3-list.camel.yaml", sources);
        write(
                "crane",
                ProviderFilesTest.provider("crane", "http://127.0.0.1:1")
                        .replace(
                                "        value: servers\n",
                                "        value: servers\n      - name: source\n        value: seda:x\n"));
        Applied begun = bed.openFor(Set.of());
        assertThat(begun.routes())
                .containsExactlyInAnyOrder("buoy-call", "buoy-servers", "crane-call", "crane-servers");
        assertThat(begun.waiting()).containsExactlyInAnyOrder("anchor-call", "anchor-servers");
    }

    @Test
    void one_that_does_not_start_when_it_follows_is_told_and_keeps_no_other_from_following() throws Exception {
        Applied begun = bed.openFor(Set.of("anchor"), RouteTestBed.inTheWayOf("direct:buoy-call"));
        assertThat(begun.routes()).contains("anchor-call");
        RouteFault fault = bed.awaitRefused();
        assertThat(fault.text()).startsWith(file("buoy") + ": did not start: ").contains("direct://buoy-call");
        assertThat(bed.ask("direct:crane-servers")).isEqualTo("crane servers");

        write("anchor", ProviderFilesTest.provider("anchor", "http://127.0.0.1:2"));
        bed.awaitApplied();
        assertThat(bed.status(file("buoy")).fault()).as("nothing has mended it").isEqualTo(fault);

        bed.context.getRouteController().stopRoute("in the way");
        bed.context.removeRoute("in the way");
        write("buoy", ProviderFilesTest.provider("buoy", "http://127.0.0.1:2"));
        assertThat(bed.awaitApplied().routes()).contains("buoy-call");
        assertThat(bed.status(file("buoy")).fault()).isNull();
        assertThat(bed.context.getRoute("buoy-call")).isNotNull();
    }
}
