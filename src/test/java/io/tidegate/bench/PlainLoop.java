package io.tidegate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * The ceiling: one loop, one connection, two statements a page (what is known, what changed), each page committed as
 * durably as the program's. No queue, no budget, no redaction, no history, no deletions, no recovery.
 */
final class PlainLoop {
    private static final String KNOWN = "select id, fingerprint from bench_plain where id = any(?)";
    private static final String UPSERT = """
            insert into bench_plain (id, name, status, data, fingerprint)
            select id, name, status, data, fingerprint
            from jsonb_to_recordset(cast(? as jsonb)) as n(id text, name text, status text, data jsonb, fingerprint text)
            on conflict (id) do update
            set name = excluded.name, status = excluded.status, data = excluded.data, fingerprint = excluded.fingerprint
            """;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final DataSource database;
    private final String first;

    PlainLoop(DataSource database, String first) throws SQLException {
        this.database = database;
        this.first = first;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists bench_plain");
            statement.execute(
                    "create table bench_plain (id text primary key, name text, status text, data jsonb not null,"
                            + " fingerprint text not null)");
        }
    }

    /** Takes every page in, and returns how long it took. */
    Duration run(LongConsumer progress)
            throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        long began = System.nanoTime();
        try (Connection connection = database.getConnection();
                PreparedStatement known = connection.prepareStatement(KNOWN);
                PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            String next = first;
            for (long page = 1; !next.isEmpty(); page++) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(next)).build();
                JsonNode body = json.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .body());
                store(body.path("servers"), known, upsert);
                next = body.path("links").path("next").asText("");
                if (page % 100 == 0) {
                    progress.accept(page);
                }
            }
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void store(JsonNode records, PreparedStatement known, PreparedStatement upsert)
            throws GeneralSecurityException, SQLException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        Map<String, String> fingerprints = new HashMap<>();
        for (JsonNode one : records) {
            byte[] hash = sha.digest(one.toString().getBytes(StandardCharsets.UTF_8));
            fingerprints.put(one.path("id").asText(), HexFormat.of().formatHex(hash, 0, 16));
        }
        Map<String, String> before = new HashMap<>();
        known.setArray(
                1,
                known.getConnection()
                        .createArrayOf(
                                "text", List.copyOf(fingerprints.keySet()).toArray()));
        try (ResultSet rows = known.executeQuery()) {
            while (rows.next()) {
                before.put(rows.getString(1), rows.getString(2));
            }
        }
        ArrayNode changed = json.createArrayNode();
        for (JsonNode one : records) {
            String id = one.path("id").asText();
            String fingerprint = fingerprints.get(id);
            if (!Objects.equals(fingerprint, before.get(id))) {
                ObjectNode row = changed.addObject()
                        .put("id", id)
                        .put("name", one.path("name").asText())
                        .put("status", one.path("status").asText())
                        .put("fingerprint", fingerprint);
                row.set("data", one);
            }
        }
        if (!changed.isEmpty()) {
            upsert.setString(1, changed.toString());
            upsert.executeUpdate();
        }
    }
}
