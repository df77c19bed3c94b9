package io.tidegate.meter;

import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

/** Everything that one process counts; before it tells, it reads what is read only then. */
public final class NodeMeters extends PrometheusMeterRegistry {
    private volatile @Nullable FleetMeters fleet;

    public NodeMeters() {
        super(PrometheusConfig.DEFAULT);
        // Camel's own; tidegate_info says the same and more
        config().meterFilter(MeterFilter.denyNameStartsWith("app.info"));
    }

    /** Reads these before each telling. */
    public void read(FleetMeters figures) {
        fleet = figures;
    }

    @Override
    public String scrape() {
        FleetMeters figures = fleet;
        if (figures != null) {
            figures.freshen();
        }
        return super.scrape();
    }
}
