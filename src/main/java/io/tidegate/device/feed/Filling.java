package io.tidegate.device.feed;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what stands into the logs of workspaces that subscribed, and takes away what they no longer want. */
public final class Filling {
    private static final Logger LOG = LoggerFactory.getLogger(Filling.class);

    /** Of one transaction: whoever pushes or stores pages into the workspace waits as long. */
    private static final int BATCH = 200;

    private final FillStore store;

    public Filling(FillStore store) {
        this.store = store;
    }

    /** Takes every step that can be taken now; each is a transaction of its own, and a crash loses none that was taken. */
    public void tick() {
        for (FillStore.Unsettled one : store.unsettled()) {
            int steps = 0;
            while (store.step(one, BATCH)) {
                steps++;
            }
            LOG.debug("workspace {}: {} took {} steps", one.workspace(), one.type(), steps);
        }
    }
}
