package io.tidegate.cluster;

import io.tidegate.db.Session;
import java.util.function.Supplier;
import org.apache.camel.support.cluster.AbstractCamelClusterService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes over one database, as Camel sees them: of each namespace, who holds its lock is the leader. */
public final class LockCluster extends AbstractCamelClusterService<LockView> {
    private static final Logger LOG = LoggerFactory.getLogger(LockCluster.class);

    private final String node;
    private final Supplier<Session> sessions;
    private final Runnable taken;

    /**
     * @param node this process
     * @param sessions makes sessions of the database, each to hold one lock
     * @param taken runs whenever this node became the leader, before any route starts because of it
     */
    public LockCluster(String node, Supplier<Session> sessions, Runnable taken) {
        super("tidegate");
        this.node = node;
        this.sessions = sessions;
        this.taken = taken;
    }

    @Override
    protected LockView createView(String namespace) {
        return new LockView(this, namespace, node);
    }

    LockStore lock(String namespace) {
        return new LockStore(sessions.get(), "tidegate leader " + namespace);
    }

    void taken() {
        try {
            taken.run();
        } catch (RuntimeException e) {
            LOG.warn("this node leads, but could not prepare for it: {}", e.getMessage());
        }
    }
}
