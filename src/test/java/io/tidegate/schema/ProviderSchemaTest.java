package io.tidegate.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ProviderSchemaTest {
    private static final Path ACME = Path.of("src/test/resources/rehearsal/acme.camel.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> files() throws IOException {
        try (Stream<Path> providers = Files.list(Path.of("routes-yaml/providers"));
                Stream<Path> demo = Files.list(Path.of("routes-yaml/demo"))) {
            return Stream.of(providers, demo, Stream.of(ACME))
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void the_schema_is_up_to_date() throws IOException {
        assertThat(Files.readString(ProviderSchema.FILE))
                .as("run `make schema` and commit %s", ProviderSchema.FILE)
                .isEqualTo(new ProviderSchema().text());
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_provider_file_names_the_schema_and_fits_it(Path file) throws IOException {
        if (file.startsWith("routes-yaml")) {
            assertThat(Files.readAllLines(file).get(0))
                    .isEqualTo("# yaml-language-server: $schema=../../schema/provider.schema.json");
        }
        assertThat(faults(ours(), Files.readString(file))).isEmpty();
    }

    /**
     * Kaoto and Karavan go by this schema. It knows values of parameters as texts only: a number or a flag without quotes,
     * which Camel itself takes, is written with quotes here.
     */
    @ParameterizedTest
    @MethodSource("files")
    void every_provider_file_is_plain_camel_yaml(Path file) throws IOException {
        assertThat(faults(camels(), Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "title: Acme, titel: Acme",
        "authentication: bearer, authentication: barer",
        "name: pageSize, name: pageSiez",
        "value: next-link /next, value: next /next",
        "'{ name: path, value: /accounts }', '{ name: pageSize, value: x }'",
        "templatedRoute:, templateRoute:",
        "message: /message, massage: /message"
    })
    void what_an_editor_should_underline_does_not_fit(String right, String wrong) throws IOException {
        String text = Files.readString(ACME);
        assertThat(text).contains(right);
        assertThat(faults(ours(), text.replace(right, wrong))).isNotEmpty();
    }

    @Test
    void a_needed_parameter_that_is_missing_does_not_fit() throws IOException {
        String text = Files.readString(ACME).replace("      - { name: type, value: zones }\n", "");
        assertThat(faults(ours(), text)).isNotEmpty();
    }

    private static JsonSchema ours() throws IOException {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Files.readString(ProviderSchema.FILE));
    }

    private static JsonSchema camels() throws IOException {
        try (InputStream schema = Objects.requireNonNull(
                ProviderSchemaTest.class.getClassLoader().getResourceAsStream("schema/camelYamlDsl.json"))) {
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(schema);
        }
    }

    private static List<String> faults(JsonSchema schema, String yaml) {
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        JsonNode document = JSON.valueToTree(loaded);
        return schema.validate(document).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
