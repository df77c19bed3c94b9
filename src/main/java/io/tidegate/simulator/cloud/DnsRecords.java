package io.tidegate.simulator.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The DNS records of one domain: every eleventh domain has more than a page of them. */
final class DnsRecords implements Blueprint {

    private static final int MANY = 33;
    private static final long CHALLENGE = 1_000;

    private final long domain;

    DnsRecords(long domain) {
        this.domain = domain;
    }

    static NavigableMap<Long, ObjectNode> of(long domain, Draw draw, Instant created) {
        DnsRecords blueprint = new DnsRecords(domain);
        NavigableMap<Long, ObjectNode> records = new TreeMap<>();
        long count = domain % 11 == 0 ? MANY : draw.between(4, 9);
        for (long number = 0; number < count; number++) {
            records.put(number, blueprint.make(number, draw, created));
        }
        return records;
    }

    @Override
    public ObjectNode make(long number, Draw draw, Instant created) {
        if (number < 2) {
            return record(number, "NS", "@", "ns" + (number + 1) + ".demo-cloud.example");
        }
        if (number == 2) {
            return record(number, "MX", "@", "mail.demo-cloud.example").put("priority", 10);
        }
        if (number == CHALLENGE) {
            return record(number, "TXT", "_acme-challenge", draw.hex(32)).put("ttl", 60);
        }
        String name = number == 3 ? "@" : Draw.place(number + domain);
        return draw.percent(75)
                ? record(number, "A", name, "198.18." + draw.between(0, 255) + "." + draw.between(1, 254))
                : record(number, "CNAME", name, Draw.place(number) + ".demo-cloud.example");
    }

    @Override
    public void change(ObjectNode record, Draw draw, Instant at) {
        int ttl = record.path("ttl").asInt();
        record.put("ttl", ttl == 300 ? 3600 : 300);
    }

    /** A certificate is being renewed: its challenge record comes, and goes at the next renewal. */
    void renew(NavigableMap<Long, ObjectNode> records, Draw draw, Instant at) {
        if (records.remove(CHALLENGE) == null) {
            records.put(CHALLENGE, make(CHALLENGE, draw, at));
        }
    }

    private ObjectNode record(long number, String type, String name, String value) {
        ObjectNode record = Blueprint.record();
        record.put("id", domain * 10_000 + number);
        record.put("type", type).put("name", name).put("value", value).put("ttl", 1800);
        return record.putNull("priority");
    }
}
