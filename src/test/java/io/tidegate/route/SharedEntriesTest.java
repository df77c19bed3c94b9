package io.tidegate.route;

import static io.tidegate.route.RouteFilesChangeTest.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates, configurations and beans that routes of other files need. */
class SharedEntriesTest {
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
    void a_template_that_others_use_does_not_go_with_its_file() throws IOException {
        bed.write("t.camel.yaml", template("1"));
        bed.write("u.camel.yaml", "- templatedRoute:\n    routeTemplateRef: t\n    routeId: u\n");
        bed.open();
        Files.delete(root.resolve("t.camel.yaml"));
        assertThat(bed.awaitRefused().text())
                .isEqualTo(
                        "t.camel.yaml: without it, u.camel.yaml line 2 would not run: route template 't' is not loaded");
        assertThat(bed.ask("direct:t")).isEqualTo("1");
    }

    @Test
    void files_that_waited_for_a_template_run_when_it_is_mended() {
        bed.write("t.camel.yaml", template("1").replace("steps", "stepps"));
        bed.write("u.camel.yaml", "- templatedRoute:\n    routeTemplateRef: t\n    routeId: u\n");
        bed.open();
        assertThat(bed.context.getRoutes()).isEmpty();
        bed.write("t.camel.yaml", template("2"));
        assertThat(bed.awaitApplied().routes()).containsExactly("u");
        assertThat(bed.ask("direct:t")).isEqualTo("2");
        assertThat(bed.status("u.camel.yaml").fault()).isNull();
    }

    private static String template(String answer) {
        return """
                - routeTemplate:
                    id: t
                    route:
                      from:
                        uri: direct:t
                        steps:
                          - setBody:
                              constant: "%s"
                """.formatted(answer);
    }

    @Test
    void an_edited_configuration_reaches_the_routes_that_ask_for_it() {
        bed.write("c.camel.yaml", configuration("first"));
        bed.write("a.camel.yaml", """
                - route:
                    id: a
                    routeConfigurationId: failures
                    from:
                      uri: direct:a
                      steps:
                        - throwException:
                            exceptionType: java.lang.IllegalStateException
                            message: x
                """);
        bed.write("b.camel.yaml", route("b", "1"));
        bed.open();
        assertThat(bed.ask("direct:a")).isEqualTo("first");
        bed.write("c.camel.yaml", configuration("second"));
        assertThat(bed.awaitApplied().routes()).containsExactly("a");
        assertThat(bed.ask("direct:a")).isEqualTo("second");
    }

    private static String configuration(String answer) {
        return """
                - routeConfiguration:
                    id: failures
                    onException:
                      - onException:
                          exception:
                            - java.lang.IllegalStateException
                          handled:
                            constant: "true"
                          steps:
                            - setBody:
                                constant: "%s"
                """.formatted(answer);
    }

    @Test
    void an_edited_bean_reaches_the_routes_that_name_it() {
        bed.write("beans.camel.yaml", bean("one"));
        bed.write("a.camel.yaml", """
                - route:
                    id: a
                    from:
                      uri: direct:a
                      steps:
                        - bean:
                            ref: greeting
                            method: toString
                """);
        bed.open();
        assertThat(bed.ask("direct:a")).isEqualTo("urn:one");
        bed.write("beans.camel.yaml", bean("two"));
        assertThat(bed.awaitApplied().routes()).containsExactly("a");
        assertThat(bed.ask("direct:a")).isEqualTo("urn:two");
    }

    private static String bean(String text) {
        return """
                - beans:
                    - name: greeting
                      type: java.net.URI
                      constructors:
                        "0": "urn:%s"
                """.formatted(text);
    }
}
