package io.tidegate.work;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The component {@code jobs:}: a route that begins with it is what the workers do with a claimed job. */
public final class JobsComponent extends DefaultComponent {
    private final JobSource source;

    public JobsComponent(JobSource source) {
        this.source = source;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Integer workers = getAndRemoveParameter(parameters, "workers", Integer.class, 16);
        return new JobsEndpoint(uri, this, source, workers);
    }
}
