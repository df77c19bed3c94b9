package io.tidegate.cluster;

import io.tidegate.db.Session;
import java.util.function.Supplier;
import org.apache.camel.support.cluster.AbstractCamelClusterService;

/** The nodes over one database, as Camel sees them: of each namespace, who holds its lock is the leader. */
public final class LockCluster extends AbstractCamelClusterService<LockView> {
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
        taken.run();
    }
}
