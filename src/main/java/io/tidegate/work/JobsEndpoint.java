package io.tidegate.work;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint of {@link JobsComponent}. */
final class JobsEndpoint extends DefaultEndpoint {
    private final JobSource source;
    private final boolean waiting;
    private final int workers;

    /** @param waiting whether jobs are only looked at, not claimed */
    JobsEndpoint(String uri, JobsComponent component, JobSource source, boolean waiting, int workers) {
        super(uri, component);
        this.source = source;
        this.waiting = waiting;
        this.workers = workers;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return waiting
                ? new WaitingConsumer(this, processor, source)
                : new JobsConsumer(this, processor, source, workers);
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
