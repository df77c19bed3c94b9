package io.tidegate.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.provider.Answers;
import io.tidegate.provider.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderFilesTest {
    @TempDir
    private Path root;

    private RouteTestBed bed;

    @BeforeEach
    void bed() {
        bed = new RouteTestBed(root);
        bed.write("3-list.camel.yaml", LIST);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    static final String LIST = """
            - routeTemplate:
                id: list
                parameters:
                  - name: provider
                  - name: type
                route:
                  from:
                    uri: "direct:{{provider}}-{{type}}"
                    steps:
                      - setBody:
                          constant: "{{provider}} {{type}}"
            """;

    static String provider(String name, String baseUrl) {
        return """
                - beans:
                    - name: %1$s
                      type: io.tidegate.provider.Facts
                      properties:
                        title: The %1$s
                        baseUrl: "%2$s"
                        rateLimit.scope: token
                        errors:
                          unauthorized: [401, 403]
                - route:
                    id: %1$s-call
                    from:
                      uri: direct:%1$s-call
                      steps:
                        - stop: {}
                """.formatted(name, baseUrl) + type(name, "servers");
    }

    private static String type(String provider, String type) {
        return """
                - templatedRoute:
                    routeTemplateRef: list
                    routeId: %1$s-%2$s
                    parameters:
                      - name: provider
                        value: %1$s
                      - name: type
                        value: %2$s
                      - name: path
                        value: /v1/%2$s
                """.formatted(provider, type);
    }

    private Provider crane() {
        return bed.provider("crane");
    }

    private String fault(String text) {
        bed.write("providers/crane.camel.yaml", text);
        bed.open();
        assertThat(bed.providers.all()).isEmpty();
        assertThat(bed.context.getRoutes()).isEmpty();
        RouteFault fault = bed.status("providers/crane.camel.yaml").fault();
        assertThat(fault).isNotNull();
        return fault.text();
    }

    @Test
    void a_file_brings_its_provider_and_a_route_for_each_type() {
        bed.write(
                "providers/crane.camel.yaml",
                provider("crane", "{{crane.url:https://crane.example}}") + type("crane", "apps"));
        bed.open();
        assertThat(crane().access().title()).isEqualTo("The crane");
        assertThat(crane().access().base()).hasToString("https://crane.example");
        assertThat(crane().answers().rules().get(Answers.Meaning.UNAUTHORIZED))
                .extracting(Answers.Rule::from)
                .containsExactly(401, 403);
        assertThat(crane().types()).containsOnlyKeys("servers", "apps");
        assertThat(bed.status("providers/crane.camel.yaml").routeIds())
                .containsExactly("crane-call", "crane-servers", "crane-apps");
        assertThat(bed.ask("direct:crane-apps")).isEqualTo("crane apps");
    }

    @Test
    void the_route_properties_reach_the_facts() {
        bed.write("providers/crane.camel.yaml", provider("crane", "{{crane.url}}"));
        bed.open(java.util.Map.of("crane.url", "http://127.0.0.1:8080"));
        assertThat(crane().access().base()).hasToString("http://127.0.0.1:8080");
    }

    @Test
    void new_facts_count_only_when_their_file_is_accepted() {
        bed.write("providers/crane.camel.yaml", provider("crane", "https://one.example"));
        bed.open();
        Provider before = crane();
        bed.write(
                "providers/crane.camel.yaml",
                provider("crane", "https://two.example").replace("routeTemplateRef: list", "routeTemplateRef: lst"));
        assertThat(bed.awaitRefused().line()).isEqualTo(17);
        assertThat(crane()).isSameAs(before);

        bed.write("providers/crane.camel.yaml", provider("crane", "https://three.example"));
        assertThat(bed.awaitApplied().routes()).isEmpty();
        assertThat(crane().access().base()).hasToString("https://three.example");
    }

    @Test
    void the_provider_goes_with_its_file() throws IOException {
        bed.write("providers/crane.camel.yaml", provider("crane", "https://one.example"));
        bed.open();
        Files.delete(root.resolve("providers/crane.camel.yaml"));
        bed.awaitApplied();
        assertThat(bed.providers.all()).isEmpty();
        assertThat(bed.context.getRoute("crane-servers")).isNull();
    }

    @Test
    void a_wrong_fact_is_named_with_its_line() {
        assertThat(fault(provider("crane", "ftp://crane.example")))
                .isEqualTo(
                        "providers/crane.camel.yaml line 6: crane: baseUrl: 'ftp://crane.example': an http or https URL"
                                + " without user and query is needed");
    }

    @Test
    void a_wrong_nested_fact_is_named_with_its_line() {
        assertThat(fault(provider("crane", "https://crane.example").replace("401", "4o1")))
                .startsWith("providers/crane.camel.yaml line 9: crane: errors.unauthorized: ");
    }

    @Test
    void an_unknown_fact_is_named_with_the_nearest() {
        assertThat(fault(provider("crane", "https://crane.example").replace("rateLimit.scope", "rateLimit.scop")))
                .startsWith("providers/crane.camel.yaml line 7: ")
                .contains("did you mean rateLimit.scope?");
    }

    @Test
    void a_wrong_parameter_of_a_type_is_named_with_its_line() {
        assertThat(fault(provider("crane", "https://crane.example").replace("/v1/servers", "v1/servers")))
                .startsWith("providers/crane.camel.yaml line 25: crane servers: path: ");
    }

    @Test
    void a_property_that_is_not_set_is_named() {
        assertThat(fault(provider("crane", "{{crane.url}}")))
                .isEqualTo("providers/crane.camel.yaml line 6: property 'crane.url' is not set");
    }

    @Test
    void the_provider_is_named_as_its_file() {
        assertThat(fault(provider("crain", "https://crane.example")))
                .isEqualTo(
                        "providers/crane.camel.yaml line 2: the provider is named 'crain' and must be named as its file,"
                                + " 'crane'");
    }

    @Test
    void a_file_without_facts_is_no_provider() {
        assertThat(fault(type("crane", "servers")))
                .isEqualTo("providers/crane.camel.yaml: a provider file defines one bean of type"
                        + " io.tidegate.provider.Facts, this has none");
    }

    @Test
    void a_parameter_that_names_another_provider_is_refused() {
        assertThat(fault(provider("crane", "https://crane.example").replace("value: crane", "value: crain")))
                .contains("parameter provider is 'crain', not 'crane'");
    }

    @Test
    void facts_outside_the_providers_folder_are_refused() {
        bed.write("5-crane.camel.yaml", provider("crane", "https://crane.example"));
        bed.open();
        RouteFault fault = bed.status("5-crane.camel.yaml").fault();
        assertThat(fault).isNotNull();
        assertThat(fault.reason()).isEqualTo("a provider's facts belong into providers/crane.camel.yaml");
    }
}
