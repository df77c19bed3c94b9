package io.tidegate.api.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Shows the document of all operations, which the build makes from them. */
final class DocumentReads {
    private static final String FILE = "/openapi.json";

    private DocumentReads() {}

    static List<Operation> operations() {
        return List.of(Operation.open("/openapi.json", "openapi.show")
                .answers(JsonNode.class)
                .by("This document", call -> ApiResponse.ok(read())));
    }

    private static JsonNode read() {
        try (InputStream file = DocumentReads.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
