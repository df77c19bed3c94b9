package io.tidegate.simulator.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** Managed databases, whose list bodies carry passwords as some real providers' do: a reader must redact them. */
final class Databases implements Blueprint {

    /** What every password of the made-up cloud starts with, so that a search finds a leaked one. */
    static final String SECRET = "demo-canary-";

    private static final List<String> VERSIONS = List.of("14", "15", "16", "17");

    @Override
    public ObjectNode make(long number, Draw draw, Instant created) {
        ObjectNode database = Blueprint.record();
        String name = Draw.place(number + 19) + "-" + draw.of("orders", "users", "events", "billing", "search");
        String engine = draw.of("postgresql", "postgresql", "mysql", "valkey");
        database.put("id", draw.uuid());
        database.put("name", name);
        database.put("engine", engine);
        database.put("version", draw.of(VERSIONS));
        database.put("status", draw.of("online", "online", "online", "online", "creating", "maintenance"));
        database.put("region", draw.region());
        database.put("nodes", draw.between(1, 3));
        database.put("storage_mb", draw.between(1, 32) * 10_240);
        database.put("connections_in_use", 0);
        String password = SECRET + draw.hex(16);
        String host = name + ".db.demo-cloud.example";
        database.putObject("connection")
                .put("host", host)
                .put("port", 25_060)
                .put("user", "keeper")
                .put("password", password)
                .put("uri", engine + "://keeper:" + password + "@" + host + ":25060/main");
        database.putArray("users")
                .addObject()
                .put("name", "keeper")
                .put("role", "primary")
                .put("password", password);
        database.put("created_at", created.toString());
        return database;
    }

    @Override
    public void change(ObjectNode database, Draw draw, Instant at) {
        if (!database.path("status").asText().equals("online")) {
            database.put("status", "online");
        } else if (draw.percent(40)) {
            database.put("status", draw.of("maintenance", "resizing"));
        } else if (draw.percent(60)) {
            database.put("storage_mb", database.path("storage_mb").asInt() + 10_240);
        } else {
            int next = VERSIONS.indexOf(database.path("version").asText()) + 1;
            database.put("version", VERSIONS.get(next % VERSIONS.size()));
        }
    }

    @Override
    public void stir(ObjectNode database, Draw draw) {
        database.put("connections_in_use", draw.between(1, 90));
    }
}
