package io.tidegate.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.console.page.About;
import io.tidegate.meter.HttpMeters;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Prometheus asks here. Adds what the JVM and the process know to what the flow counts. */
final class Metrics implements AutoCloseable {
    private final WorkerExecutor workers;
    private final HttpMeters answers = new HttpMeters();
    private volatile @Nullable PrometheusMeterRegistry meters;
    private volatile @Nullable JvmGcMetrics collections;

    Metrics(WorkerExecutor workers) {
        this.workers = workers;
    }

    /** Counts what our listeners answer. */
    HttpMeters answers() {
        return answers;
    }

    /** From now on there is something to tell. */
    void open(PrometheusMeterRegistry registry, About about) {
        JvmGcMetrics gc = new JvmGcMetrics();
        gc.bindTo(registry);
        collections = gc;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("tidegate.info", () -> 1)
                .description("Which Tidegate this is")
                .tags("version", about.version(), "node", about.node())
                .register(registry);
        answers.open(registry);
        meters = registry;
    }

    void answer(RoutingContext context) {
        PrometheusMeterRegistry registry = meters;
        if (registry == null) {
            context.response()
                    .setStatusCode(503)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end("Tidegate is starting.\n");
            return;
        }
        workers.executeBlocking(() -> registry.scrape(), false)
                .onSuccess(text -> context.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(context::fail);
    }

    @Override
    public void close() {
        JvmGcMetrics gc = collections;
        if (gc != null) {
            gc.close();
        }
    }
}
