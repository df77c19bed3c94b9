package io.tidegate.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.route.RouteListener.Applied;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRoutesTest {
    private static final String HELLO = """
            - route:
                id: hello
                description: Says hello
                from:
                  uri: direct:hello
                  steps:
                    - setBody:
                        constant: "%s"
            """;
    private static final String TEMPLATE = """
            - routeTemplate:
                id: say
                parameters:
                  - name: word
                  - name: end
                    defaultValue: "!"
                route:
                  description: Says a word
                  from:
                    uri: "direct:{{word}}"
                    steps:
                      - setBody:
                          constant: "%s {{word}}{{end}}"
            """;
    private static final String MOON = """
            - templatedRoute:
                routeTemplateRef: say
                routeId: say-moon
                parameters:
                  - name: word
                    value: moon
            """;

    @TempDir
    private Path root;

    private RouteTestBed bed;

    @BeforeEach
    void bed() {
        bed = new RouteTestBed(root);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void all_files_run_when_it_is_open() {
        bed.write("1-hello.camel.yaml", HELLO.formatted("hello"));
        bed.write("2-moon.camel.yaml", MOON);
        bed.write("3-say.camel.yaml", TEMPLATE.formatted("say"));
        bed.open();
        assertThat(bed.ask("direct:hello")).isEqualTo("hello");
        assertThat(bed.ask("direct:moon")).isEqualTo("say moon!");
        assertThat(bed.status("1-hello.camel.yaml").routeIds()).containsExactly("hello");
        assertThat(bed.status("1-hello.camel.yaml").loadedAt()).isEqualTo(RouteTestBed.NOW);
        assertThat(bed.status("1-hello.camel.yaml").fault()).isNull();
    }

    @Test
    void a_broken_file_at_the_start_stops_only_itself() {
        bed.write("1-hello.camel.yaml", HELLO.formatted("hello"));
        bed.write("2-broken.camel.yaml", "- route:\n    id: x\n  from: [\n");
        bed.open();
        assertThat(bed.ask("direct:hello")).isEqualTo("hello");
        RouteFault fault = bed.status("2-broken.camel.yaml").fault();
        assertThat(fault).isNotNull();
        assertThat(fault.text()).contains("2-broken.camel.yaml line 3");
        assertThat(bed.status("2-broken.camel.yaml").loadedAt()).isNull();
    }

    @Test
    void a_saved_edit_takes_effect() {
        bed.write("1-hello.camel.yaml", HELLO.formatted("hello"));
        bed.open();
        bed.write("1-hello.camel.yaml", HELLO.formatted("good evening"));
        Applied applied = bed.awaitApplied();
        assertThat(bed.ask("direct:hello")).isEqualTo("good evening");
        assertThat(applied.routes()).containsExactly("hello");
        assertThat(applied.waiting()).isEmpty();
    }

    @Test
    void a_broken_edit_changes_nothing_and_says_where_and_a_mended_one_clears_it() {
        bed.write("1-hello.camel.yaml", HELLO.formatted("hello"));
        bed.open();
        bed.write("1-hello.camel.yaml", HELLO.formatted("hi").replace("setBody", "setBoddy"));
        RouteFault fault = bed.awaitRefused();
        assertThat(fault.text())
                .isEqualTo("1-hello.camel.yaml line 7: unknown step 'setBoddy', did you mean 'setBody'?");
        assertThat(bed.ask("direct:hello")).isEqualTo("hello");
        assertThat(bed.status("1-hello.camel.yaml").fault()).isEqualTo(fault);
        assertThat(bed.status("1-hello.camel.yaml").routeIds()).containsExactly("hello");

        bed.write("1-hello.camel.yaml", HELLO.formatted("mended"));
        bed.awaitApplied();
        assertThat(bed.ask("direct:hello")).isEqualTo("mended");
        assertThat(bed.status("1-hello.camel.yaml").fault()).isNull();
    }

    @Test
    void an_edited_template_makes_its_routes_again() {
        bed.write("1-hello.camel.yaml", HELLO.formatted("hello"));
        bed.write("2-moon.camel.yaml", MOON);
        bed.write("3-say.camel.yaml", TEMPLATE.formatted("say"));
        bed.open();
        bed.write("3-say.camel.yaml", TEMPLATE.formatted("shout"));
        Applied applied = bed.awaitApplied();
        assertThat(applied.routes()).containsExactly("say-moon");
        assertThat(bed.ask("direct:moon")).isEqualTo("shout moon!");
    }

    @Test
    void a_mended_template_mends_the_files_whose_routes_it_kept_from_starting() throws Exception {
        bed.write("2-moon.camel.yaml", MOON);
        bed.write("3-say.camel.yaml", TEMPLATE.formatted("say"));
        bed.open();
        bed.context.getEndpoint("direct:sun").createConsumer(exchange -> {}).start();
        bed.write("3-say.camel.yaml", TEMPLATE.formatted("say").replace("direct:{{word}}", "direct:sun"));
        assertThat(bed.awaitRefused().text()).startsWith("2-moon.camel.yaml: did not start: ");
        bed.awaitApplied();

        bed.write("3-say.camel.yaml", TEMPLATE.formatted("sing"));
        bed.awaitApplied();
        assertThat(bed.status("2-moon.camel.yaml").fault()).isNull();
        assertThat(bed.ask("direct:moon")).isEqualTo("sing moon!");
    }

    @Test
    void in_a_context_about_to_start_the_files_start_with_it() {
        bed.write("2-moon.camel.yaml", MOON);
        bed.write("3-say.camel.yaml", TEMPLATE.formatted("say"));
        bed.openBeforeStart();
        assertThat(bed.context.getRoutes()).isEmpty();
        bed.context.start();
        assertThat(bed.ask("direct:moon")).isEqualTo("say moon!");
        bed.write("3-say.camel.yaml", TEMPLATE.formatted("shout"));
        bed.awaitApplied();
        assertThat(bed.ask("direct:moon")).isEqualTo("shout moon!");
    }

    @Test
    void a_quartz_route_is_exchanged_like_any_other() {
        bed.write("1-tick.camel.yaml", TICK.formatted("0 0 3 * * ?", "first"));
        bed.open();
        bed.write("1-tick.camel.yaml", TICK.formatted("0 0 4 * * ?", "second"));
        assertThat(bed.awaitApplied().routes()).containsExactly("tick");
        assertThat(bed.context.getRouteController().getRouteStatus("tick").isStarted())
                .isTrue();
        bed.write("1-tick.camel.yaml", TICK.formatted("0 0 4 * * ?", "third"));
        assertThat(bed.awaitApplied().routes()).containsExactly("tick");
    }

    private static final String TICK = """
            - route:
                id: tick
                from:
                  uri: quartz:tidegate/tick
                  parameters:
                    cron: "%s"
                    stateful: true
                  steps:
                    - setBody:
                        constant: "%s"
            """;

    @Test
    void closing_ends_the_watch_and_leaves_the_routes() {
        bed.write("1-hello.camel.yaml", HELLO.formatted("hello"));
        LiveRoutes routes = bed.open();
        routes.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.isAlive() && thread.getName().equals("tidegate-routes"));
        assertThat(bed.ask("direct:hello")).isEqualTo("hello");
    }

    @Test
    void what_was_tried_out_runs_only_when_told_to_and_takes_up_what_changed_meanwhile() {
        bed.write("1-hello.camel.yaml", HELLO.formatted("hello"));
        bed.write("2-bad.camel.yaml", "- route: {}\n");
        bed.context.start();
        RouteFolder folder = new RouteFolder(root, List.of());
        RouteOptions options =
                RouteOptions.of(Map.of()).withDebounce(Duration.ofMillis(50)).withListener(bed);
        try (LiveRoutes routes =
                LiveRoutes.tried(bed.context, folder, bed.providers, options, () -> RouteTestBed.NOW)) {
            assertThat(bed.context.getRoutes()).isEmpty();
            assertThat(routes.status()).isEmpty();
            bed.write("1-hello.camel.yaml", HELLO.formatted("goodbye"));

            routes.run();

            assertThat(bed.awaitRefused().file()).isEqualTo("2-bad.camel.yaml");
            bed.awaitApplied();
            bed.awaitApplied();
            assertThat(bed.ask("direct:hello")).isEqualTo("goodbye");
        }
    }

    @Test
    void a_folder_that_does_not_exist_is_named() {
        RouteFolder nowhere = new RouteFolder(root.resolve("nowhere"), List.of());
        assertThatThrownBy(() -> LiveRoutes.open(
                        bed.context, nowhere, bed.providers, RouteOptions.of(Map.of()), () -> RouteTestBed.NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere does not exist; set tidegate.routes.dir");
    }
}
