package io.tidegate.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tidegate.api.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final Path OFFICIAL = Path.of("src/test/resources/openapi/openapi-3.1.schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Operation> operations = DeclaredOperations.all();

    @Test
    void the_document_is_up_to_date() throws IOException {
        assertThat(Files.readString(OpenApi.FILE))
                .as("run `make openapi` and commit %s", OpenApi.FILE)
                .isEqualTo(OpenApi.text(operations));
    }

    @Test
    void it_is_an_openapi_document_and_all_that_it_refers_to_is_there() throws IOException {
        JsonNode document = JSON.readTree(OpenApi.text(operations));
        JsonSchema official =
                JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(JSON.readTree(Files.readString(OFFICIAL)));

        assertThat(official.validate(document)).isEmpty();
        for (JsonNode reference : document.findValues("$ref")) {
            assertThat(document.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
        Set<String> ids = new HashSet<>();
        assertThat(document.findValuesAsText("operationId")).allMatch(ids::add);
    }

    @Test
    void what_is_wrong_does_not_fit_the_official_schema() throws IOException {
        JsonSchema official =
                JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(JSON.readTree(Files.readString(OFFICIAL)));
        String text = OpenApi.text(operations);

        assertThat(official.validate(JSON.readTree(text.replace("\"in\" : \"query\"", "\"in\" : \"header2\""))))
                .isNotEmpty();
    }

    @Test
    void answers_that_the_document_does_not_know_are_told() throws IOException {
        Contract contract = new Contract();
        JsonNode good = JSON.readTree("{\"items\": [], \"next\": null}");

        assertThat(contract.faults("GET", "/jobs", 200, good)).isEmpty();
        assertThat(contract.faults("GET", "/jobs", 201, good)).isNotEmpty();
        assertThat(contract.faults("GET", "/jobs", 200, JSON.readTree("{\"items\": []}")))
                .isNotEmpty();
        assertThat(contract.faults("GET", "/jobs", 200, JSON.readTree("{\"items\": [], \"next\": null, \"more\": 1}")))
                .isNotEmpty();
        assertThat(contract.faults("GET", "/jobs", 404, good)).isNotEmpty();
        assertThat(contract.faults("GET", "/brew", 200, good)).isNotEmpty();
    }

    @Test
    void every_operation_says_what_it_is_and_what_it_answers() {
        assertThat(operations).allSatisfy(operation -> {
            assertThat(operation.summary()).isNotBlank().doesNotEndWith(".");
            assertThat(operation.params())
                    .allSatisfy(param -> assertThat(param.meaning()).endsWith("."));
            assertThat(operation.answer() != null || operation.status() == 204)
                    .as(Objects.toString(operation))
                    .isTrue();
        });
    }
}
