package io.tidegate.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFaultsTest {
    @TempDir
    private Path root;

    private RouteTestBed bed;

    @BeforeEach
    void bed() {
        bed = new RouteTestBed(root);
        bed.write("0-shared.camel.yaml", """
                - routeConfiguration:
                    id: failures
                    onException:
                      - onException:
                          exception:
                            - java.lang.IllegalStateException
                          handled:
                            constant: "true"
                - routeTemplate:
                    id: list
                    parameters:
                      - name: records
                      - name: bean
                        defaultValue: present
                    route:
                      from:
                        uri: "direct:{{records}}"
                        steps:
                          - process:
                              ref: "{{bean}}"
                """);
        bed.context.getRegistry().bind("present", (org.apache.camel.Processor) exchange -> {});
        bed.context.getRegistry().bind("words", "a text");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    /** What is said about a file {@code f.camel.yaml} of this text. */
    private String fault(String text) {
        bed.write("f.camel.yaml", text);
        bed.open();
        assertThat(bed.status("0-shared.camel.yaml").fault()).isNull();
        RouteFault fault = bed.status("f.camel.yaml").fault();
        return fault == null ? "" : fault.text();
    }

    private String step(String step) {
        return fault("- route:\n    id: f\n    from:\n      uri: direct:f\n      steps:\n" + step.indent(8));
    }

    @Test
    void an_unknown_property_is_named_with_the_nearest_known_one() {
        assertThat(step("- filter:\n    exprssion: x\n    simple: \"${body}\"\n    steps:\n      - stop: {}"))
                .isEqualTo("f.camel.yaml line 7: unknown property 'exprssion' in filter, did you mean 'expression'?");
    }

    @Test
    void an_unknown_property_of_a_route_is_named() {
        assertThat(fault("- route:\n    id: f\n    descripton: x\n    from:\n      uri: direct:f\n"))
                .isEqualTo("f.camel.yaml line 3: unknown property 'descripton' in route, did you mean 'description'?");
    }

    @Test
    void a_missing_bean_is_named_at_its_step() {
        assertThat(step("- log: hello\n- bean:\n    ref: presnt"))
                .isEqualTo("f.camel.yaml line 8: no bean is named 'presnt', did you mean 'present'?");
    }

    @Test
    void a_bean_of_the_wrong_type_is_named() {
        assertThat(step("- process:\n    ref: words"))
                .startsWith("f.camel.yaml line 7: ")
                .contains("words");
    }

    @Test
    void a_missing_data_source_is_named() {
        assertThat(step("- to:\n    uri: jdbc:nowhere"))
                .startsWith("f.camel.yaml line 7: ")
                .contains("nowhere");
    }

    @Test
    void an_unknown_component_is_named() {
        assertThat(step("- to:\n    uri: carrier-pigeon:x"))
                .isEqualTo("f.camel.yaml line 7: no component for 'carrier-pigeon:'");
    }

    @Test
    void an_unknown_option_of_a_component_is_named() {
        assertThat(step("- to:\n    uri: seda:x\n    parameters:\n      sizze: 5"))
                .isEqualTo("f.camel.yaml line 9: unknown option 'sizze' of seda, did you mean 'size'?");
    }

    @Test
    void a_missing_property_is_named() {
        assertThat(step("- log: hello\n- setBody:\n    constant: \"{{nowhere.set}}\""))
                .isEqualTo("f.camel.yaml line 8: property 'nowhere.set' is not set");
    }

    @Test
    void a_missing_property_in_an_endpoint_is_named() {
        assertThat(step("- to:\n    uri: \"seda:{{nowhere.set}}\""))
                .isEqualTo("f.camel.yaml line 7: property 'nowhere.set' is not set");
    }

    @Test
    void a_missing_parameter_of_a_template_is_named() {
        assertThat(fault("- templatedRoute:\n    routeTemplateRef: list\n    routeId: f\n"))
                .isEqualTo("f.camel.yaml line 1: f lacks the parameter records that route template 'list' needs");
    }

    @Test
    void a_missing_template_is_named() {
        assertThat(fault("- templatedRoute:\n    routeTemplateRef: lst\n    routeId: f\n"))
                .isEqualTo("f.camel.yaml line 2: route template 'lst' is not loaded, did you mean 'list'?");
    }

    @Test
    void a_missing_configuration_is_named() {
        assertThat(fault("- route:\n    id: f\n    routeConfigurationId: failure\n    from:\n      uri: direct:f\n"))
                .isEqualTo(
                        "f.camel.yaml line 3: route configuration 'failure' is not loaded, did you mean 'failures'?");
    }

    @Test
    void a_bean_that_a_parameter_names_is_sought_in_the_file_that_gives_the_parameter() {
        assertThat(fault("""
                                - templatedRoute:
                                    routeTemplateRef: list
                                    routeId: f
                                    parameters:
                                      - name: records
                                        value: f
                                      - name: bean
                                        value: nobody
                                """)).isEqualTo("f.camel.yaml line 8: no bean is named 'nobody'");
    }

    @Test
    void a_wrong_expression_is_named() {
        assertThat(step("- log: hello\n- setBody:\n    simple: \"${nonsense}\""))
                .startsWith("f.camel.yaml line 8: ")
                .contains("nonsense");
    }

    @Test
    void an_unknown_language_is_named() {
        assertThat(step("- setBody:\n    language:\n      language: klingon\n      expression: x"))
                .startsWith("f.camel.yaml line 8: ")
                .contains("klingon");
    }

    @Test
    void an_unknown_exception_class_is_named() {
        assertThat(step("- throwException:\n    exceptionType: no.such.Thing\n    message: x"))
                .startsWith("f.camel.yaml line 7: ")
                .contains("no.such.Thing");
    }

    @Test
    void a_template_with_a_fault_of_its_own_is_to_blame_not_its_users() {
        bed.write("t.camel.yaml", """
                - routeTemplate:
                    id: broken
                    route:
                      from:
                        uri: direct:t
                        steps:
                          - bean:
                              ref: nobody
                """);
        bed.write("u.camel.yaml", "- templatedRoute:\n    routeTemplateRef: broken\n    routeId: u\n");
        bed.open();
        RouteFault template = bed.status("t.camel.yaml").fault();
        RouteFault user = bed.status("u.camel.yaml").fault();
        assertThat(template).isNotNull();
        assertThat(template.text()).isEqualTo("t.camel.yaml line 8: no bean is named 'nobody'");
        assertThat(user).isNotNull();
        assertThat(user.text())
                .isEqualTo("u.camel.yaml line 2: route template 'broken' is not loaded; t.camel.yaml, which is refused,"
                        + " may define it");
    }

    @Test
    void an_unknown_entry_is_named() {
        assertThat(fault("- rout:\n    id: f\n"))
                .isEqualTo("f.camel.yaml line 1: unknown entry 'rout', did you mean 'route'?");
    }

    @Test
    void a_route_without_an_id_is_refused() {
        assertThat(fault("- route:\n    from:\n      uri: direct:f\n"))
                .isEqualTo("f.camel.yaml line 1: route needs an id");
        assertThat(bed.context.getRoutes()).isEmpty();
    }

    @Test
    void wrong_indentation_is_named() {
        assertThat(fault("- route:\n    id: f\n  from:\n    uri: direct:f\n"))
                .isEqualTo(
                        "f.camel.yaml line 1: an entry has one key, like '- route:'; is something indented wrongly?");
    }

    @Test
    void a_key_written_twice_is_named() {
        assertThat(fault("- route:\n    id: f\n    id: g\n    from:\n      uri: direct:f\n"))
                .isEqualTo("f.camel.yaml line 3: key 'id' is written twice");
    }

    @Test
    void two_routes_that_consume_from_one_endpoint_are_named() {
        assertThat(fault("""
                        - route:
                            id: f
                            from:
                              uri: direct:f
                              steps:
                                - stop: {}
                        - route:
                            id: g
                            from:
                              uri: direct:f
                              steps:
                                - stop: {}
                        """)).startsWith("f.camel.yaml line 7: ").contains("both consume from direct://f");
    }

    @Test
    void an_empty_file_is_refused() {
        assertThat(fault("")).isEqualTo("f.camel.yaml: the file is empty; delete it to remove its routes");
    }

    @Test
    void a_file_of_comments_only_is_refused() {
        assertThat(fault("# later\n")).isEqualTo("f.camel.yaml: the file is empty; delete it to remove its routes");
    }

    @Test
    void text_that_is_no_utf_8_is_refused_with_its_line() throws IOException {
        Files.write(
                root.resolve("f.camel.yaml"),
                "- route:\n    id: f\n    description: ät\n".getBytes(StandardCharsets.ISO_8859_1));
        bed.open();
        RouteFault fault = bed.status("f.camel.yaml").fault();
        assertThat(fault).isNotNull();
        assertThat(fault.text()).isEqualTo("f.camel.yaml line 3: the file is not UTF-8 text");
    }

    @Test
    void a_file_of_5_MB_is_refused_unread() {
        assertThat(fault("# x\n".repeat(1_250_000)))
                .isEqualTo("f.camel.yaml: the file has 5000000 bytes; a route file may have 1048576");
    }

    @Test
    void aliases_that_would_explode_are_refused() {
        StringBuilder bomb = new StringBuilder("- a: &a [x, x]\n");
        for (char c = 'b'; c < 'z'; c++) {
            bomb.append("- %c: &%c [*%c, *%c]\n".formatted(c, c, c - 1, c - 1));
        }
        assertThat(fault(bomb.toString()))
                .isEqualTo("f.camel.yaml line 1: anchors and aliases (& and *) are not allowed in route files;"
                        + " repeat the value");
    }

    @Test
    void endless_nesting_is_refused() {
        assertThat(fault("- " + "[".repeat(100_000))).startsWith("f.camel.yaml line 1: nested deeper than");
    }
}
