package io.tidegate.work;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint of {@link JobsComponent}. */
final class JobsEndpoint extends DefaultEndpoint {
    private final JobSource source;
    private final int workers;

    JobsEndpoint(String uri, JobsComponent component, JobSource source, int workers) {
        super(uri, component);
        this.source = source;
        this.workers = workers;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new JobsConsumer(this, processor, source, workers);
    }

    @Override
    public Producer createProducer() {
        throw new IllegalArgumentException("jobs: can only begin a route (from), not be sent to");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
