package io.tidegate.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.queue.QueueStore.Claimable;
import io.tidegate.work.AnnouncedJobs;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said of a job that waits for a worker: its number and its dock's, and when it was said. */
public final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final AnnouncedJobs jobs;
    private final ObjectMapper json;
    private final InstantSource clock;

    public Announcements(AnnouncedJobs jobs, ObjectMapper json, InstantSource clock) {
        this.jobs = jobs;
        this.json = json;
        this.clock = clock;
    }

    /** One message for each job, keyed by its dock. */
    public List<Message> write(Exchange exchange, @Body List<Claimable> waiting) {
        String now = clock.instant().toString();
        List<Message> all = new ArrayList<>();
        for (Claimable job : waiting) {
            Message message = new DefaultMessage(exchange.getContext());
            message.setHeader(KafkaConstants.KEY, Long.toString(job.dock()));
            message.setBody(json.createObjectNode()
                    .put("version", 1)
                    .put("job", job.job())
                    .put("dock", job.dock())
                    .put("at", now)
                    .toString());
            all.add(message);
        }
        return all;
    }

    /** Lets a worker of this node claim the job, as soon as one is free. */
    public void take(@Body String text) throws InterruptedException {
        try {
            JsonNode said = json.readTree(text);
            if (said.path("job").isIntegralNumber()) {
                jobs.take(
                        said.path("job").asLong(), Instant.parse(said.path("at").asText()));
                return;
            }
        } catch (JsonProcessingException | DateTimeException e) {
            LOG.debug("no announcement", e);
        }
        LOG.debug("what was read is no announcement of a job");
    }
}
