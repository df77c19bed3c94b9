package io.tidegate.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Virtual machines: a whole-number id, a gauge that moves on every read, tags in no particular order. */
final class Servers implements Blueprint {

    private static final int[] CORES = {1, 2, 4, 8, 16};

    static long id(long number) {
        return 4_100_000 + number * 37;
    }

    @Override
    public ObjectNode make(long number, Draw draw, Instant created) {
        ObjectNode server = Blueprint.record();
        String role = draw.of("web", "api", "worker", "cache", "edge", "ci", "mail");
        server.put("id", id(number));
        server.put("name", Draw.place(number) + "-" + role);
        server.put(
                "status",
                draw.of("active", "active", "active", "active", "active", "active", "off", "building", "failed"));
        String region = draw.region();
        server.putObject("region").put("slug", region).put("available", true);
        size(server, CORES[draw.below(CORES.length)]);
        server.putObject("image")
                .put("slug", draw.of("debian-12-x64", "ubuntu-24-04-x64", "rocky-9-x64", "alpine-3-20"));
        ArrayNode v4 = server.putObject("networks").putArray("v4");
        String tail = draw.between(0, 255) + "." + draw.between(1, 254);
        v4.addObject().put("ip_address", "198.18." + tail).put("type", "public");
        v4.addObject().put("ip_address", "10.20." + tail).put("type", "private");
        server.putArray("tags")
                .add("env:" + draw.of("production", "staging", "development"))
                .add("role:" + role)
                .add("demo");
        server.put("backups_enabled", draw.percent(60));
        server.put("cpu_load_percent", 0.0);
        server.put("created_at", created.toString());
        return server;
    }

    @Override
    public void change(ObjectNode server, Draw draw, Instant at) {
        String status = server.path("status").asText();
        if (!status.equals("active")) {
            server.put("status", "active");
        } else if (draw.percent(50)) {
            server.put("status", draw.of("off", "resizing", "rebooting", "failed"));
        } else if (draw.percent(50)) {
            server.put("backups_enabled", !server.path("backups_enabled").asBoolean());
        } else {
            int cores = server.path("size").path("vcpus").asInt();
            size(server, cores == 16 ? 8 : cores * 2);
        }
    }

    @Override
    public void stir(ObjectNode server, Draw draw) {
        double before = server.path("cpu_load_percent").asDouble();
        double load = draw.between(1, 9_700) / 100.0;
        server.put("cpu_load_percent", load == before ? load + 0.5 : load);
        List<JsonNode> tags = new ArrayList<>();
        server.path("tags").forEach(tags::add);
        Collections.rotate(tags, draw.below(3));
        server.putArray("tags").addAll(tags);
    }

    private static void size(ObjectNode server, int cores) {
        server.putObject("size")
                .put("slug", "d" + cores + "-" + cores * 2 + "gb")
                .put("vcpus", cores)
                .put("memory_mb", cores * 2048)
                .put("disk_gb", cores * 25)
                .put("price_monthly", cores * 6);
    }
}
