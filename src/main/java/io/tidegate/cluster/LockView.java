package io.tidegate.cluster;

import java.util.List;
import java.util.Optional;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.support.cluster.AbstractCamelClusterView;
import org.jspecify.annotations.Nullable;

/** One namespace as this node sees it: from start to stop, the node strives to lead. */
public final class LockView extends AbstractCamelClusterView {
    private final LockCluster service;
    private final Member self;
    private volatile boolean leads;
    private @Nullable Candidacy candidacy;

    LockView(LockCluster service, String namespace, String node) {
        super(service, namespace);
        this.service = service;
        self = new Member(node);
    }

    /** This node if it leads; which other does, only the database knows. */
    @Override
    public Optional<CamelClusterMember> getLeader() {
        return leads ? Optional.of(self) : Optional.empty();
    }

    @Override
    public CamelClusterMember getLocalMember() {
        return self;
    }

    /** This node alone: nodes do not know one another. */
    @Override
    public List<CamelClusterMember> getMembers() {
        return List.of(self);
    }

    @Override
    protected void doStart() {
        Candidacy begun = new Candidacy(service.lock(getNamespace()), getNamespace(), this::lead);
        candidacy = begun;
        begun.start();
    }

    @Override
    protected void doStop() {
        Candidacy ending = candidacy;
        candidacy = null;
        if (ending != null) {
            ending.end();
        }
    }

    private void lead(boolean now) {
        if (now) {
            service.taken();
        }
        leads = now;
        fireLeadershipChangedEvent(now ? self : null);
    }

    private final class Member implements CamelClusterMember {
        private final String node;

        Member(String node) {
            this.node = node;
        }

        @Override
        public String getId() {
            return node;
        }

        @Override
        public boolean isLeader() {
            return leads;
        }

        @Override
        public boolean isLocal() {
            return true;
        }
    }
}
