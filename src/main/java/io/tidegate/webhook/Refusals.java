package io.tidegate.webhook;

import io.tidegate.dock.Dock;
import io.tidegate.meter.FlowMeters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what is refused: all of it is counted, and up to so many a minute are written down. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int MOST = 60;

    private final WebhookLogStore log;
    private final FlowMeters meters;
    private final RefusalLimit limit = new RefusalLimit(MOST);

    Refusals(WebhookLogStore log, FlowMeters meters) {
        this.log = log;
        this.meters = meters;
    }

    /**
     * Notes one.
     *
     * @param dock whose it would be; null when it is nobody's
     * @return whether it was written down
     */
    boolean note(Verdict.Refused refused, String provider, @Nullable Dock dock, int bytes, Instant now) {
        meters.delivery(provider, "refused");
        if (!limit.takes(now)) {
            return false;
        }
        LOG.warn("a delivery for {} is refused: {}", dock == null ? provider : dock.name(), refused.reason());
        log.refuse(
                new WebhookLogStore.Refusal(
                        dock == null ? null : Long.valueOf(dock.owner().organization()),
                        dock == null ? null : Long.valueOf(dock.id()),
                        provider,
                        refused.reason(),
                        refused.about(),
                        bytes),
                now);
        return true;
    }
}
