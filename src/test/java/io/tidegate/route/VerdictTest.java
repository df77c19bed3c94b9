package io.tidegate.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.provider.Providers;
import io.tidegate.route.trial.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start over files that ran the last time does not try them out again, and any other start does. */
class VerdictTest {
    private static final String ROUTE = """
            - route:
                id: greet
                from:
                  uri: direct:greet
                  steps:
                    - setBody: {constant: "{{greeting}}"}
            """;

    @TempDir
    Path home;

    private final Map<String, String> properties = new HashMap<>(Map.of("greeting", "hello"));
    private final List<String> tried = new ArrayList<>();
    private List<String> refused = List.of();
    private String program = "one";
    private RouteListener listener = new RouteListener() {};

    @BeforeEach
    void ranOnce() throws IOException {
        Files.createDirectories(home.resolve("routes/providers"));
        write("greet.camel.yaml", ROUTE);
        start();
        assertThat(tried).isNotEmpty();
        tried.clear();
    }

    @Test
    void what_ran_is_not_tried_out_again_and_runs() throws IOException {
        assertThat(start()).isEqualTo("hello");
        assertThat(start()).isEqualTo("hello");
        assertThat(tried).isEmpty();
    }

    @Test
    void a_file_that_changed_is_tried_out() throws IOException {
        write("greet.camel.yaml", ROUTE.replace("constant", "simple"));
        assertThat(start()).isEqualTo("hello");
        assertThat(tried).isNotEmpty();
    }

    @Test
    void a_file_that_is_new_is_tried_out() throws IOException {
        write("other.camel.yaml", ROUTE.replace("greet\n", "other\n"));
        start();
        assertThat(tried).isNotEmpty();
    }

    @Test
    void another_value_of_what_a_route_names_is_tried_out() throws IOException {
        properties.put("other", "of no concern");
        start();
        assertThat(tried).isEmpty();

        properties.put("greeting", "good day");
        assertThat(start()).isEqualTo("good day");
        assertThat(tried).isNotEmpty();
    }

    @Test
    void another_value_in_the_environment_or_the_system_is_tried_out() throws IOException {
        System.setProperty("greeting", "set from outside");
        try {
            assertThat(start()).isEqualTo("set from outside");
            assertThat(tried).isNotEmpty();
            tried.clear();
            start();
            assertThat(tried).isEmpty();
        } finally {
            System.clearProperty("greeting");
        }
        assertThat(start()).isEqualTo("hello");
        assertThat(tried).isNotEmpty();
    }

    @Test
    void another_program_tries_out() throws IOException {
        program = "two";
        start();
        assertThat(tried).isNotEmpty();
    }

    @Test
    void after_a_start_that_did_not_come_to_its_end_everything_is_tried_out() throws IOException {
        try (DefaultCamelContext context = context()) {
            tried(context).close();
        }
        assertThat(tried).isEmpty();
        start();
        assertThat(tried).isNotEmpty();
    }

    @Test
    void after_a_route_that_did_not_start_when_it_followed_everything_is_tried_out() throws Exception {
        write("list.camel.yaml", ProviderFilesTest.LIST);
        write("providers/crane.camel.yaml", ProviderFilesTest.provider("crane", "http://127.0.0.1:1"));
        start();
        tried.clear();
        CountDownLatch refusal = new CountDownLatch(1);
        listener = new RouteListener() {
            @Override
            public void onRefused(RouteFault fault) {
                refusal.countDown();
            }
        };
        try (DefaultCamelContext context = context();
                LiveRoutes routes = tried(context)) {
            context.addRoutes(RouteTestBed.inTheWayOf("direct:crane-call"));
            routes.run(provider -> false);
            assertThat(refusal.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(tried).isEmpty();
        start();
        assertThat(tried).isNotEmpty();
    }

    @Test
    void a_file_that_was_refused_is_refused_again() throws IOException {
        write(
                "broken.camel.yaml",
                ROUTE.replace("direct:greet", "nowhere:greet").replace("greet\n", "broken\n"));
        for (int i = 0; i < 2; i++) {
            tried.clear();
            assertThat(start()).isEqualTo("hello");
            assertThat(tried).isNotEmpty();
            assertThat(refused).containsExactly("broken.camel.yaml");
        }
        Files.delete(home.resolve("routes/broken.camel.yaml"));
        start();
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{env:PATH}}", "{{?sys:java.home}}", "{{bean:words.greeting}}", "resource:file:{{folder}}/text"
            })
    void what_is_taken_from_elsewhere_may_change_and_is_tried_out(String elsewhere) throws IOException {
        properties.put("folder", home.toString());
        Files.writeString(home.resolve("text"), "text");
        write("greet.camel.yaml", ROUTE.replace("{{greeting}}", elsewhere));
        start();
        tried.clear();
        start();
        assertThat(tried).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "nonsense\ngreeting"})
    void what_was_not_kept_by_this_program_counts_for_nothing(String kept) throws IOException {
        Files.writeString(verdict(), kept);
        assertThat(start()).isEqualTo("hello");
        assertThat(tried).isNotEmpty();
    }

    private String start() throws IOException {
        try (DefaultCamelContext context = context();
                LiveRoutes routes = tried(context)) {
            routes.run();
            refused = routes.status().stream()
                    .filter(file -> file.fault() != null)
                    .map(RouteFileStatus::file)
                    .toList();
            return context.createProducerTemplate().requestBody("direct:greet", null, String.class);
        }
    }

    private static DefaultCamelContext context() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.getRegistry().bind("words", new Words());
        context.start();
        return context;
    }

    private LiveRoutes tried(DefaultCamelContext context) {
        ScratchComponents components = scheme -> {
            tried.add(scheme);
            return ScratchComponents.standard().create(scheme);
        };
        RouteOptions options = RouteOptions.of(properties)
                .withComponents(components)
                .withListener(listener)
                .withVerdict(new Verdict(verdict(), program));
        RouteFolder folder = new RouteFolder(home.resolve("routes"), List.of("providers"));
        return LiveRoutes.tried(context, folder, new Providers(), options, () -> RouteTestBed.NOW);
    }

    private Path verdict() {
        return home.resolve("verdict");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(home.resolve("routes").resolve(file), text);
    }

    /** A bean whose answer a route may have for a property. */
    public static final class Words {
        public String greeting() {
            return "hello";
        }
    }
}
