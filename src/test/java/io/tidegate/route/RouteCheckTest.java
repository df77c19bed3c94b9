package io.tidegate.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteCheckTest {
    @TempDir
    private Path root;

    private List<String> faults(String text) throws IOException {
        Files.writeString(root.resolve("f.camel.yaml"), text);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RouteFolder folder = new RouteFolder(root, List.of());
            return new RouteCheck(context, folder, RouteOptions.of(Map.of()), () -> RouteTestBed.NOW)
                    .faults().stream().map(RouteFault::text).toList();
        }
    }

    @Test
    void a_route_that_explains_itself_is_well() throws IOException {
        assertThat(faults("""
                        - route:
                            id: f
                            description: Does it.
                            from:
                              id: start
                              uri: direct:f
                              steps:
                                - stop: {id: end}
                        """)).isEmpty();
    }

    @Test
    void descriptions_and_ids_that_are_missing_are_named() throws IOException {
        assertThat(faults("""
                        - route:
                            id: f
                            from:
                              uri: direct:f
                              steps:
                                - filter:
                                    simple: "true"
                                    steps:
                                      - log: x
                        """))
                .containsExactly(
                        "f.camel.yaml line 1: route 'f' needs a description",
                        "f.camel.yaml line 3: from needs an id",
                        "f.camel.yaml line 6: step filter needs an id",
                        "f.camel.yaml line 9: step log needs an id");
    }

    @Test
    void a_template_is_to_describe_its_routes() throws IOException {
        assertThat(faults("""
                        - routeTemplate:
                            id: t
                            route:
                              from:
                                id: start
                                uri: direct:t
                                steps:
                                  - stop: {id: end}
                        - templatedRoute:
                            routeTemplateRef: t
                            routeId: f
                        """)).containsExactly("f.camel.yaml line 1: the route of template 't' needs a description");
    }

    @Test
    void a_file_that_cannot_run_is_named() throws IOException {
        assertThat(faults("- route:\n    id: f\n    from:\n      uri: carrier-pigeon:x\n"))
                .containsExactly("f.camel.yaml line 4: no component for 'carrier-pigeon:'");
    }
}
