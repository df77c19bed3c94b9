package io.tidegate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.kafka.Announcements;
import io.tidegate.kafka.BrokerAccess;
import io.tidegate.kafka.BrokerWatch;
import io.tidegate.kafka.ChangeStream;
import io.tidegate.kafka.ChangeStreamStore;
import io.tidegate.queue.JobQueue;
import io.tidegate.work.AnnouncedJobs;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Component;
import org.jspecify.annotations.Nullable;

/** The beans of the routes that go over Kafka, by the names that routes use; none where nothing does. */
final class KafkaBeans {
    private static final Set<String> FILES = Set.of("kafka.camel.yaml");

    private final Settings.Kafka kafka;
    private final @Nullable AnnouncedJobs announced;
    private @Nullable BrokerWatch watch;

    /** Jobs are announced where the settings say so. */
    KafkaBeans(Settings settings, JobQueue queue, InstantSource clock) {
        kafka = settings.kafka();
        announced = kafka.isOn() && kafka.jobs()
                ? new AnnouncedJobs(queue, clock, settings.sync().workers())
                : null;
    }

    /** The route files that these settings leave out: they would load what nobody uses. */
    static Set<String> unused(Settings settings) {
        return settings.kafka().isOn() ? Set.of() : FILES;
    }

    /** Null: workers look for jobs themselves. */
    @Nullable AnnouncedJobs announced() {
        return announced;
    }

    Map<String, Object> byName(
            JobQueue queue, Database database, ObjectMapper json, MeterRegistry meters, InstantSource clock) {
        if (!kafka.isOn()) {
            return Map.of();
        }
        AnnouncedJobs jobs = announced == null ? new AnnouncedJobs(queue, clock, 1) : announced;
        BrokerWatch told = new BrokerWatch(meters);
        watch = told;
        return Map.of(
                "kafka",
                BrokerAccess.component(kafka),
                "brokerWatch",
                told,
                "brokerCheck",
                BrokerAccess.check(kafka),
                "announcements",
                new Announcements(jobs, json, clock),
                "changeStream",
                new ChangeStream(new ChangeStreamStore(database.jdbi()), json, kafka.topicPrefix(), meters, clock));
    }

    /** Why something does not go over Kafka; null where all does that is to. */
    @Nullable String fault() {
        return watch == null ? null : watch.reason();
    }

    /** A component of its own for another context; null where it is not ours. */
    @Nullable Component component(String scheme) {
        return scheme.equals("kafka") && kafka.isOn() ? BrokerAccess.component(kafka) : null;
    }
}
