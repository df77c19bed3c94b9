package io.tidegate.cluster;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.RouteAware;
import org.apache.camel.StartupListener;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterView;
import org.apache.camel.spi.RouteIdAware;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Consumes from the endpoint behind it while this node leads. */
final class LeaderConsumer extends DefaultConsumer {
    private final LeaderEndpoint endpoint;
    private final LockCluster cluster;
    private final CamelClusterEventListener.Leadership listener =
            (view, leader) -> settle(view.getLocalMember().isLeader());

    /** Not the lock of the service: a stop holds that one while it waits for the view to have told everybody. */
    private final Object turn = new Object();

    private @Nullable CamelClusterView view;
    private @Nullable Consumer consumer;

    LeaderConsumer(LeaderEndpoint endpoint, Processor processor, LockCluster cluster) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.cluster = cluster;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        CamelClusterView retained = cluster.getView(endpoint.namespace());
        view = retained;
        // tells at once who leads now
        retained.addEventListener(listener);
    }

    @Override
    protected void doStop() throws Exception {
        CamelClusterView retained = view;
        view = null;
        if (retained != null) {
            retained.removeEventListener(listener);
            settle(false);
            cluster.releaseView(retained);
        }
        super.doStop();
    }

    private void settle(boolean leads) {
        synchronized (turn) {
            try {
                if (leads && consumer == null) {
                    begin();
                } else if (!leads && consumer != null) {
                    end();
                }
            } catch (Exception e) {
                getExceptionHandler().handleException("cannot follow the leader", e);
            }
        }
    }

    private void begin() throws Exception {
        Endpoint behind = endpoint.getEndpoint();
        Consumer begun = behind.createConsumer(getProcessor());
        if (begun instanceof RouteAware aware) {
            aware.setRoute(getRoute());
        }
        if (begun instanceof RouteIdAware aware) {
            aware.setRouteId(getRouteId());
        }
        if (begun instanceof StartupListener waiting) {
            endpoint.getCamelContext().addStartupListener(waiting);
        }
        consumer = begun;
        ServiceHelper.startService(behind, begun);
    }

    private void end() {
        Consumer ending = consumer;
        consumer = null;
        ServiceHelper.stopAndShutdownService(ending);
        ServiceHelper.stopService(endpoint.getEndpoint());
    }
}
