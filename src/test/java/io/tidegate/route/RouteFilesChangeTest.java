package io.tidegate.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What editors and people do to files. */
class RouteFilesChangeTest {
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

    static String route(String id, String answer) {
        return """
                - route:
                    id: %1$s
                    from:
                      uri: direct:%1$s
                      steps:
                        - setBody:
                            constant: "%2$s"
                """.formatted(id, answer);
    }

    @Test
    void a_deleted_file_takes_its_routes_along() throws IOException {
        bed.write("a.camel.yaml", route("a", "1"));
        bed.write("b.camel.yaml", route("b", "1"));
        bed.open();
        Files.delete(root.resolve("a.camel.yaml"));
        bed.awaitApplied();
        assertThat(bed.context.getRoute("a")).isNull();
        assertThat(bed.ask("direct:b")).isEqualTo("1");
    }

    @Test
    void a_file_saved_by_renaming_another_over_it_takes_effect() throws IOException {
        bed.write("a.camel.yaml", route("a", "1"));
        bed.open();
        Path draft = Files.writeString(root.resolve(".a.camel.yaml.swp"), route("a", "2"));
        Files.move(draft, root.resolve("a.camel.yaml"), StandardCopyOption.REPLACE_EXISTING);
        bed.awaitApplied();
        assertThat(bed.ask("direct:a")).isEqualTo("2");
    }

    @Test
    void a_file_saved_by_deleting_and_writing_it_anew_takes_effect_once() throws IOException {
        bed.write("a.camel.yaml", route("a", "1"));
        bed.open();
        Files.delete(root.resolve("a.camel.yaml"));
        bed.write("a.camel.yaml", route("a", "2"));
        assertThat(bed.awaitApplied().routes()).containsExactly("a");
        assertThat(bed.ask("direct:a")).isEqualTo("2");
    }

    @Test
    void two_edits_in_quick_succession_end_with_the_second() {
        bed.write("a.camel.yaml", route("a", "1"));
        bed.open();
        bed.write("a.camel.yaml", "- route:\n    id: a\n");
        bed.write("a.camel.yaml", route("a", "3"));
        bed.awaitApplied();
        assertThat(bed.ask("direct:a")).isEqualTo("3");
        assertThat(bed.refused).isEmpty();
    }

    @Test
    void a_subfolder_that_appears_later_is_followed() {
        bed.write("a.camel.yaml", ProviderFilesTest.LIST);
        bed.open();
        bed.write("providers/crane.camel.yaml", ProviderFilesTest.provider("crane", "https://crane.example"));
        assertThat(bed.awaitApplied().files()).containsExactly("providers/crane.camel.yaml");
        bed.write("providers/crane.camel.yaml", ProviderFilesTest.provider("crane", "https://crane2.example"));
        bed.awaitApplied();
        assertThat(bed.provider("crane").access().base()).hasToString("https://crane2.example");
    }

    @Test
    void a_route_id_taken_by_another_file_is_refused_with_both_names() {
        bed.write("a.camel.yaml", route("a", "1"));
        bed.open();
        bed.write("b.camel.yaml", route("a", "2"));
        assertThat(bed.awaitRefused().text())
                .isEqualTo("b.camel.yaml line 1: route id 'a' is taken: a.camel.yaml line 1 has it already");
        assertThat(bed.ask("direct:a")).isEqualTo("1");
    }

    @Test
    void a_route_id_is_free_again_when_the_file_that_had_it_gives_it_up() {
        bed.write("b.camel.yaml", route("a", "2"));
        bed.open();
        bed.write("a.camel.yaml", route("a", "1"));
        assertThat(bed.awaitRefused().file()).isEqualTo("a.camel.yaml");
        bed.write("b.camel.yaml", route("b", "2"));
        assertThat(bed.awaitApplied().files()).containsExactly("a.camel.yaml", "b.camel.yaml");
        assertThat(bed.ask("direct:a")).isEqualTo("1");
        assertThat(bed.status("a.camel.yaml").fault()).isNull();
    }

    @Test
    void a_route_of_the_program_itself_is_not_replaced() throws Exception {
        bed.context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("direct:own").routeId("own").setBody().constant("mine");
            }
        });
        bed.write("a.camel.yaml", route("own", "1"));
        bed.open();
        RouteFault fault = bed.status("a.camel.yaml").fault();
        assertThat(fault).isNotNull();
        assertThat(fault.reason()).contains("belongs to the program itself");
        assertThat(bed.ask("direct:own")).isEqualTo("mine");
    }

    @Test
    void an_endpoint_that_another_file_consumes_from_is_not_taken_over() {
        bed.write("a.camel.yaml", route("a", "1"));
        bed.open();
        bed.write("b.camel.yaml", route("a", "2").replace("id: a", "id: b"));
        assertThat(bed.awaitRefused().text()).isEqualTo("b.camel.yaml line 1: b and a both consume from direct://a");
        assertThat(bed.ask("direct:a")).isEqualTo("1");
    }

    @Test
    void a_bean_of_the_program_itself_is_not_replaced() {
        bed.context.getRegistry().bind("jobQueue", "the queue");
        bed.write("a.camel.yaml", "- beans:\n    - name: jobQueue\n      type: java.lang.Object\n");
        bed.open();
        assertThat(bed.status("a.camel.yaml").fault()).isNotNull();
        assertThat(bed.context.getRegistry().lookupByName("jobQueue")).isEqualTo("the queue");
    }

    @Test
    void routes_go_on_while_their_folder_is_replaced() throws IOException {
        bed.close();
        Path folder = Files.createDirectory(root.resolve("routes"));
        bed = new RouteTestBed(folder);
        bed.write("a.camel.yaml", route("a", "1"));
        bed.open();
        Files.move(folder, root.resolve("old"));
        Path fresh = Files.createDirectory(root.resolve("fresh"));
        Files.writeString(fresh.resolve("a.camel.yaml"), route("a", "2"));
        assertThat(bed.ask("direct:a")).isEqualTo("1");
        Files.move(fresh, folder);
        Files.writeString(root.resolve("old/a.camel.yaml"), route("a", "3"));
        assertThat(bed.awaitApplied().routes()).containsExactly("a");
        assertThat(bed.ask("direct:a")).isEqualTo("2");
        bed.write("a.camel.yaml", route("a", "4"));
        bed.awaitApplied();
        assertThat(bed.ask("direct:a")).isEqualTo("4");
    }

    @Test
    void a_comment_changes_no_route() {
        bed.write("a.camel.yaml", route("a", "1"));
        bed.open();
        bed.write("a.camel.yaml", "# says one\n" + route("a", "1"));
        assertThat(bed.awaitApplied().routes()).isEmpty();
    }

    @Test
    void thirty_reloads_leave_no_thread_and_no_endpoint_behind() {
        bed.write("a.camel.yaml", route("a", "0") + TICK);
        bed.open();
        bed.write("a.camel.yaml", route("a", "warm") + TICK);
        bed.awaitApplied();
        Set<String> before = threads();
        int endpoints = bed.context.getEndpoints().size();
        for (int i = 0; i < 30; i++) {
            bed.write("a.camel.yaml", route("a", "run " + i) + TICK);
            bed.awaitApplied();
        }
        assertThat(bed.ask("direct:a")).isEqualTo("run 29");
        assertThat(threads()).isSubsetOf(before);
        assertThat(bed.context.getEndpoints()).hasSize(endpoints);
    }

    private static final String TICK = """
            - route:
                id: tick
                from:
                  uri: quartz:tick
                  parameters:
                    cron: "0 0 3 * * ?"
                  steps:
                    - to:
                        uri: http://127.0.0.1:1/x
            """;

    private static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        Thread.getAllStackTraces()
                .keySet()
                .forEach(thread -> names.add(thread.getName().replaceAll("\\d+$", "")));
        return names;
    }
}
