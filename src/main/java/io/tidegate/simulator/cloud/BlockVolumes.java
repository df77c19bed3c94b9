package io.tidegate.simulator.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Block volumes, attached to a server or free. */
final class BlockVolumes implements Blueprint {

    /** Volumes hang on the first servers only, which every account has. */
    private static final int SERVERS_USED = 20;

    @Override
    public ObjectNode make(long number, Draw draw, Instant created) {
        ObjectNode volume = Blueprint.record();
        volume.put("id", draw.uuid());
        volume.put("name", "vol-" + Draw.place(number + 3));
        volume.put("region", draw.region());
        volume.put("size_gb", draw.of(10, 20, 50, 100, 250, 500));
        volume.put("filesystem_type", draw.of("ext4", "ext4", "xfs", "btrfs"));
        if (draw.percent(70)) {
            attach(volume, draw);
        } else {
            detach(volume);
        }
        volume.put("created_at", created.toString());
        return volume;
    }

    @Override
    public void change(ObjectNode volume, Draw draw, Instant at) {
        if (draw.percent(40)) {
            volume.put("size_gb", volume.path("size_gb").asInt() + draw.of(10, 20, 50));
        } else if (volume.path("status").asText().equals("in_use")) {
            detach(volume);
        } else {
            attach(volume, draw);
        }
    }

    private static void attach(ObjectNode volume, Draw draw) {
        volume.put("status", "in_use").put("attached_to", Servers.id(draw.below(SERVERS_USED)));
    }

    static void detach(ObjectNode volume) {
        volume.put("status", "available").putNull("attached_to");
    }
}
