package io.tidegate.alert;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Measures what federations send. */
final class SenderReadingStore {
    private static final String SENDERS = """
            select c.federation_code, c.name, c.provider, coalesce(d.refused_in_a_row, 0) as refused
            from connectors c left join connector_deliveries d on d.connector_id = c.id
            """;

    private final Jdbi jdbi;

    SenderReadingStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** How many deliveries in a row bore a wrong signature, of each connector. */
    List<Reading> measure() {
        return jdbi.withHandle(handle -> handle.createQuery(SENDERS)
                .map((rs, context) -> new Reading(
                        new Subject(
                                null,
                                Rule.WEBHOOK_SIGNATURE,
                                "connector:" + rs.getString("federation_code"),
                                null,
                                rs.getString("provider")),
                        rs.getInt("refused"),
                        0,
                        rs.getString("name") + ": " + rs.getInt("refused")
                                + " deliveries in a row were not signed with its webhook secret; if the federation"
                                + " sent them, give it the secret anew"))
                .list());
    }
}
