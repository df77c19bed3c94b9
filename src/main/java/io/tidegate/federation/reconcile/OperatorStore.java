package io.tidegate.federation.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** What {@code connectors} says of a dock's conflicts. */
final class OperatorStore {
    private static final Scope.Operator NOBODY = new Scope.Operator(null, null, Map.of());

    private static final String OF_DOCK = """
            select c.id, c.conflict_strategy, c.field_strategies::text as field_strategies
            from docks d join connectors c on c.id = d.connector_id
            where d.id = :dock
            """;

    private final Jdbi jdbi;
    private final ObjectMapper json;

    OperatorStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    Scope.Operator of(long dock) {
        return jdbi.withHandle(handle -> handle.createQuery(OF_DOCK)
                .bind("dock", dock)
                .map((rs, context) -> new Scope.Operator(
                        rs.getLong("id"), rs.getString("conflict_strategy"), map(rs.getString("field_strategies"))))
                .findOne()
                .orElse(NOBODY));
    }

    private Map<String, String> map(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("connectors.field_strategies holds something else than texts", e);
        }
    }
}
