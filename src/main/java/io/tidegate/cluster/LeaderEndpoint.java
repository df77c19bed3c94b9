package io.tidegate.cluster;

import org.apache.camel.Consumer;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint of {@link LeaderComponent}. */
final class LeaderEndpoint extends DefaultEndpoint implements DelegateEndpoint {
    private final LockCluster cluster;
    private final String namespace;
    private final Endpoint delegate;

    LeaderEndpoint(String uri, LeaderComponent component, LockCluster cluster, String namespace, Endpoint delegate) {
        super(uri, component);
        this.cluster = cluster;
        this.namespace = namespace;
        this.delegate = delegate;
    }

    String namespace() {
        return namespace;
    }

    /** What the leader consumes from; it runs only there. */
    @Override
    public Endpoint getEndpoint() {
        return delegate;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new LeaderConsumer(this, processor, cluster);
    }

    @Override
    public Producer createProducer() {
        throw new IllegalArgumentException("master: can only begin a route (from), not be sent to");
    }
}
