package io.tidegate.simulator.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Deployed applications: the type that changes most, as every deployment is a new commit. */
final class WebServices implements Blueprint {

    @Override
    public ObjectNode make(long number, Draw draw, Instant created) {
        ObjectNode service = Blueprint.record();
        String name = Draw.place(number + 11) + "-" + draw.of("shop", "site", "portal", "docs", "admin", "status");
        String environment = draw.of("production", "production", "staging", "preview");
        service.put("id", draw.uuid());
        service.put("name", name);
        service.put("status", draw.of("live", "live", "live", "live", "live", "sleeping", "failed"));
        service.put("region", draw.region());
        service.put("environment", environment);
        service.put("production_url", "https://" + name + ".demo-cloud.example");
        service.putObject("git")
                .put("repo", "https://git.example/demo/" + name)
                .put("branch", environment.equals("production") ? "main" : environment);
        service.putObject("deployment").put("number", draw.between(1, 240)).put("commit", draw.hex(40));
        service.put("instances", draw.between(1, 4));
        service.put("created_at", created.toString());
        service.put("updated_at", created.toString());
        return service;
    }

    @Override
    public void change(ObjectNode service, Draw draw, Instant at) {
        String status = service.path("status").asText();
        if (status.equals("live") && draw.percent(70)) {
            int deployment = service.path("deployment").path("number").asInt();
            service.putObject("deployment").put("number", deployment + 1).put("commit", draw.hex(40));
            service.put("status", draw.of("live", "live", "deploying", "failed"));
        } else if (status.equals("live")) {
            service.put("instances", service.path("instances").asInt() % 4 + 1);
        } else {
            service.put("status", "live");
        }
        service.put("updated_at", at.toString());
    }
}
