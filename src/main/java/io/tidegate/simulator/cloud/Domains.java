package io.tidegate.simulator.cloud;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Registered domains, identified by their names; their DNS records are a list of their own. */
final class Domains implements Blueprint {

    @Override
    public ObjectNode make(long number, Draw draw, Instant created) {
        ObjectNode domain = Blueprint.record();
        domain.put(
                "name", Draw.place(number + 5) + draw.of("-logistics", "-labs", "-foods", "-marine", "") + ".example");
        domain.put("status", draw.of("active", "active", "active", "active", "pending_transfer", "suspended"));
        domain.put("auto_renew", draw.percent(80));
        domain.put("registrar", draw.of("Demo Cloud", "Harbour Registry", "Northern Names"));
        ArrayNode servers = domain.putArray("nameservers");
        servers.add("ns1.demo-cloud.example").add("ns2.demo-cloud.example");
        domain.put(
                "expires_at",
                Instant.parse("2027-03-01T00:00:00Z")
                        .plus(draw.between(0, 900), ChronoUnit.DAYS)
                        .toString());
        domain.put("created_at", created.toString());
        return domain;
    }

    @Override
    public void change(ObjectNode domain, Draw draw, Instant at) {
        String status = domain.path("status").asText();
        if (!status.equals("active")) {
            domain.put("status", "active");
        } else if (draw.percent(40)) {
            domain.put("auto_renew", !domain.path("auto_renew").asBoolean());
        } else if (draw.percent(50)) {
            Instant expires = Instant.parse(domain.path("expires_at").asText());
            domain.put("expires_at", expires.plus(365, ChronoUnit.DAYS).toString());
        } else {
            domain.put("status", "pending_transfer");
        }
    }

    @Override
    public void stir(ObjectNode domain, Draw draw) {
        ArrayNode servers = domain.withArray("nameservers");
        if (draw.percent(50)) {
            servers.add(servers.remove(0));
        }
    }
}
