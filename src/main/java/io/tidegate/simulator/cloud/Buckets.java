package io.tidegate.simulator.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Object storage buckets, which grow. */
final class Buckets implements Blueprint {

    @Override
    public ObjectNode make(long number, Draw draw, Instant created) {
        ObjectNode bucket = Blueprint.record();
        String name = Draw.place(number + 14) + "-" + draw.of("assets", "backups", "logs", "exports", "media");
        String region = draw.region();
        bucket.put("id", "b-" + draw.hex(12));
        bucket.put("name", name);
        bucket.put("status", draw.of("ready", "ready", "ready", "ready", "creating", "locked"));
        bucket.put("region", region);
        bucket.put("hostname", name + "." + region + ".objects.demo-cloud.example");
        bucket.put("s3_endpoint", "https://s3." + region + ".demo-cloud.example");
        bucket.put("size_bytes", draw.amount(1_000_000, 900_000_000_000L));
        bucket.put("object_count", draw.between(10, 400_000));
        bucket.put("versioning", draw.percent(40));
        bucket.put("created_at", created.toString());
        return bucket;
    }

    @Override
    public void change(ObjectNode bucket, Draw draw, Instant at) {
        if (!bucket.path("status").asText().equals("ready")) {
            bucket.put("status", "ready");
        } else if (draw.percent(15)) {
            bucket.put("versioning", !bucket.path("versioning").asBoolean());
        } else {
            int added = draw.between(1, 500);
            bucket.put("object_count", bucket.path("object_count").asInt() + added);
            bucket.put("size_bytes", bucket.path("size_bytes").asLong() + added * draw.amount(1_000, 4_000_000));
        }
    }
}
