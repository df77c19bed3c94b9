package io.tidegate.work;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code jobs:}. A route that begins with {@code jobs:due} is what the workers do with a claimed job; one
 * that begins with {@code jobs:waiting} is told which jobs wait for a worker.
 */
public final class JobsComponent extends DefaultComponent {
    private final JobSource source;

    public JobsComponent(JobSource source) {
        this.source = source;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Integer workers = getAndRemoveParameter(parameters, "workers", Integer.class, 16);
        return new JobsEndpoint(uri, this, source, remaining.equals("waiting"), workers);
    }
}
