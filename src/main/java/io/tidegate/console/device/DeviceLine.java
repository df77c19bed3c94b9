package io.tidegate.console.device;

import io.tidegate.api.device.DeviceView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Tone;
import java.time.Instant;

/**
 * A device, as pages show it.
 *
 * @param own whether it is the visitor's
 */
public record DeviceLine(DeviceView device, boolean own, Instant now) {
    private boolean expired() {
        Instant end = device.expiresAt();
        return end != null && !end.isAfter(now);
    }

    public Tone tone() {
        Long lag = device.lag();
        if (expired()) {
            return Tone.BAD;
        } else if (lag == null) {
            return Tone.IDLE;
        }
        return device.needsSnapshot() ? Tone.WARN : lag == 0 ? Tone.GOOD : Tone.BUSY;
    }

    public String word() {
        Long lag = device.lag();
        if (expired()) {
            return "Expired";
        } else if (lag == null) {
            return "Never synced";
        }
        return device.needsSnapshot() ? "Begins anew" : lag == 0 ? "Up to date" : "Behind";
    }

    public Link action(String name) {
        return Link.to("/devices/" + device.id() + "/" + name);
    }
}
