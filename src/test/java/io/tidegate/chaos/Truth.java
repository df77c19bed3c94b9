package io.tidegate.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the provider holds: a function of seed, account and tick. Records come, change and go as ticks pass; the first of
 * each list stays, so that no list is ever rightly empty.
 */
record Truth(long seed) {
    /** Every secret in a record starts so. */
    static final String CANARY = "canary-chaos-";

    /** Resource types by the path that lists them, children aside. */
    static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    private static final Kind DOMAINS = new Kind("domains", "domains", 2);

    static {
        KINDS.put("/v2/droplets", new Kind("servers", "droplets", 5));
        KINDS.put("/v2/domains", DOMAINS);
        KINDS.put("/v2/databases", new Kind("databases", "databases", 2));
    }

    static final Kind DNS = new Kind("dns_records", "domain_records", 4);

    /**
     * A list.
     *
     * @param type as Tidegate names it
     * @param array as the provider names it
     * @param slots records at most
     */
    record Kind(String type, String array, int slots) {}

    /** The records of a list by their slot; null when its parent is not there. */
    @Nullable NavigableMap<Long, ObjectNode> list(int account, String path, long tick) {
        Kind kind = KINDS.get(path);
        if (kind != null) {
            return records(account, kind, "", tick);
        }
        String domain = path.replaceFirst("^/v2/domains/(.+)/records$", "$1");
        boolean known = records(account, DOMAINS, "", tick).values().stream()
                .anyMatch(each -> each.path("name").asText().equals(domain));
        return known ? records(account, DNS, domain, tick) : null;
    }

    /** All that is there, by resource type, parent and id: {@code servers||123}. */
    Map<String, ObjectNode> all(int account, long tick) {
        Map<String, ObjectNode> all = new TreeMap<>();
        KINDS.values()
                .forEach(kind -> records(account, kind, "", tick).values().forEach(each -> {
                    all.put(key(kind, "", each), each);
                    if (kind.type().equals("domains")) {
                        String domain = each.path("name").asText();
                        records(account, DNS, domain, tick)
                                .values()
                                .forEach(dns -> all.put(key(DNS, domain, dns), dns));
                    }
                }));
        return all;
    }

    private static String key(Kind kind, String parent, ObjectNode record) {
        String id = record.path(kind.type().equals("domains") ? "name" : "id").asText();
        return kind.type() + "|" + parent + "|" + id;
    }

    private NavigableMap<Long, ObjectNode> records(int account, Kind kind, String parent, long tick) {
        NavigableMap<Long, ObjectNode> records = new TreeMap<>();
        for (long slot = 0; slot < kind.slots(); slot++) {
            long own = mix(seed, account * 1_000L + slot, (kind.type() + parent).hashCode());
            long age = tick + own % 97;
            boolean there = slot == 0 || age / (5 + own % 7) % 4 != 3;
            if (there) {
                records.put(slot, record(account, kind, slot, age / (2 + own % 9)));
            }
        }
        return records;
    }

    private static ObjectNode record(int account, Kind kind, long slot, long revision) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        String name = kind.array() + "-" + account + "-" + slot;
        switch (kind.type()) {
            case "servers" -> {
                record.put("id", account * 1_000L + slot).put("name", name);
                record.put("status", revision % 3 == 0 ? "off" : "active").put("memory", 1024 * (1 + revision % 4));
                record.putObject("region").put("slug", "fra" + revision % 2);
                record.putArray("tags").add("t" + revision % 5);
            }
            case "domains" ->
                record.put("name", name + ".example")
                        .put("ttl", 1800 + revision)
                        .put("zone_file", "r" + revision);
            case "dns_records" ->
                record.put("id", account * 1_000L + slot)
                        .put("type", "A")
                        .put("name", name)
                        .put("data", "192.0.2." + revision % 250)
                        .put("ttl", 60);
            default -> {
                record.put("id", "db-" + account + "-" + slot).put("name", name).put("engine", "pg");
                record.put("version", Long.toString(10 + revision))
                        .put("status", "online")
                        .put("region", "fra1");
                record.putObject("connection").put("user", "u").put("password", CANARY + account + "-" + revision);
            }
        }
        return record;
    }

    /** A number from 0 on that depends on all of these and on nothing else. */
    static long mix(long... parts) {
        long mixed = 0x9E3779B97F4A7C15L;
        for (long part : parts) {
            mixed = (mixed ^ part) * 0xBF58476D1CE4E5B9L;
            mixed ^= mixed >>> 31;
        }
        return mixed >>> 1;
    }
}
