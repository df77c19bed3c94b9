package io.tidegate.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.json.Differences;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import io.tidegate.provider.failure.ProviderException;
import io.tidegate.queue.RunStats;
import io.tidegate.record.ChangeStore;
import io.tidegate.record.FieldChanges;
import io.tidegate.record.ProviderRecord;
import io.tidegate.record.RecordReader;
import io.tidegate.record.ResourceStore;
import io.tidegate.record.ResourceStore.Known;
import io.tidegate.record.ResourceStore.ListKey;
import io.tidegate.run.LeaseLostException;
import io.tidegate.run.SyncRun;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events that wait for a run, one after another, and leaves in the header {@code event} what the statement
 * needs: the record, what differs from what is known, and how it is named.
 */
public final class EventReader {
    private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);
    private static final String EVENT = "event";
    static final String WAITING = "waiting";

    private final WebhookLogStore log;
    private final ResourceStore resources;
    private final ChangeStore history;
    private final ObjectMapper json;
    private final InstantSource clock;

    public EventReader(
            WebhookLogStore log, ResourceStore resources, ChangeStore history, ObjectMapper json, InstantSource clock) {
        this.log = log;
        this.resources = resources;
        this.history = history;
        this.json = json;
        this.clock = clock;
    }

    /** What waits for the run's dock, in the order it came, as long as the run goes on. */
    public Iterator<WaitingEvent> waiting(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        log.taken(run.job().id(), run.job().fencingToken(), run.job().run().event(), clock.instant());
        return new Iterator<>() {
            private final Deque<WaitingEvent> batch = new ArrayDeque<>();
            private long after;

            @Override
            public boolean hasNext() {
                RecordFetch.drop(run, batch);
                List<WebhookLogStore.Waiting> more = List.of();
                while (run.goesOn() && batch.isEmpty()) {
                    more = log.waiting(run.dock().id(), after);
                    if (more.isEmpty()) {
                        return false;
                    }
                    more.forEach(one -> batch.addAll(events(run, one)));
                    RecordFetch.drop(run, batch);
                    after = more.get(more.size() - 1).id();
                }
                return run.goesOn() && !batch.isEmpty();
            }

            @Override
            public WaitingEvent next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return batch.remove();
            }
        };
    }

    /** One for each type that is still declared, parents before children. */
    private List<WaitingEvent> events(SyncRun run, WebhookLogStore.Waiting delivery) {
        JsonNode payload = tree(delivery.payload());
        Provider provider = run.provider();
        Set<String> declared = provider.webhook() == null
                ? Set.of()
                : provider.webhook().touches().keySet();
        List<WaitingEvent> events = new ArrayList<>();
        for (String type : provider.types().keySet()) {
            if (payload.has(type) && declared.contains(type)) {
                events.add(new WaitingEvent(
                        delivery.id(), provider.name() + "-" + type, type, payload.get(type), delivery.received()));
            }
        }
        if (events.size() < payload.size()) {
            List<String> gone = new ArrayList<>();
            payload.fieldNames().forEachRemaining(gone::add);
            events.forEach(event -> gone.remove(event.type()));
            log.undeclared(delivery.id(), gone, clock.instant());
        }
        return events;
    }

    /** The log keeps what a body said; a page of it is read in the same way. */
    private JsonNode tree(String text) {
        try {
            return json.reader()
                    .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("webhook_logs.payload holds no JSON", e);
        }
    }

    /** Reads the event in the body. */
    public void read(Exchange exchange) {
        WaitingEvent event = exchange.getMessage().getBody(WaitingEvent.class);
        exchange.setProperty(WAITING, event);
        SyncRun run = SyncRun.of(exchange);
        ResourceType type = Objects.requireNonNull(run.provider().types().get(event.type()));
        ObjectNode statement = frame(run, event, type);
        if (event.isNameOnly()) {
            leave(exchange, statement.put("passed", "its record was asked for since"));
            return;
        }
        ProviderRecord record;
        try {
            record = event.entry().has(WaitingEvent.NAMED)
                    ? type.reader().named(event.named())
                    : type.reader().again(event.entry().path("record"));
        } catch (IllegalArgumentException e) {
            leave(exchange, statement.put("failed", e.getMessage()));
            return;
        }
        ListKey list = new ListKey(
                run.dock().id(), event.type(), event.entry().path("parent").asText());
        Known known = resources.known(list, List.of(record.id())).get(record.id());
        JsonNode before = known == null
                ? null
                : resources.data(list, List.of(record.id())).get(record.id());
        ArrayNode changes = statement.putArray("changes");
        String kind = event.entry().path("gone").asBoolean()
                ? "deleted"
                : kind(known, before, type.reader(), record, changes);
        if (known != null && before != null && type.reader().isOutdated(before, known.fingerprint())) {
            hide(list, record.id(), type.reader(), statement.putArray("hidden"));
        }
        statement.put("id", record.id()).put("kind", kind);
        statement.set(
                "row",
                json.valueToTree(new Row(
                        record.name(),
                        record.status(),
                        record.region(),
                        record.attributes(),
                        record.data(),
                        record.fingerprint())));
        leave(exchange, statement);
    }

    private record Row(
            @Nullable String name,
            @Nullable String status,
            @Nullable String region,
            Map<String, String> attributes,
            JsonNode data,
            String fingerprint) {}

    private ObjectNode frame(SyncRun run, WaitingEvent event, ResourceType type) {
        ObjectNode frame = json.createObjectNode();
        ArrayNode children = frame.putArray("children");
        for (ResourceType one : run.provider().types().values()) {
            for (String parent : one.lists().parents()) {
                children.addObject()
                        .put("parent", parent)
                        .put("child", one.name())
                        .put("prefix", one.lists().prefix(parent));
            }
        }
        List<String> parents = type.lists().parents();
        return frame.put("delivery", event.delivery())
                .put("type", type.name())
                .put("parent_type", parents.isEmpty() ? null : parents.get(0))
                .put("parent", event.entry().path("parent").asText())
                .put("at", event.entry().path("at").asText())
                .put("provider", run.provider().name())
                .put("org", run.dock().owner().organization())
                .put("dock", run.dock().id())
                .put("run", run.job().run().event())
                .put("job", run.job().id())
                .put("token", run.job().fencingToken())
                .put("now", clock.instant().toString());
    }

    private static void leave(Exchange exchange, ObjectNode statement) {
        exchange.getMessage().setBody(null);
        exchange.getMessage().setHeader(EVENT, statement.toString());
    }

    private static String kind(
            @Nullable Known known,
            @Nullable JsonNode before,
            RecordReader reader,
            ProviderRecord now,
            ArrayNode changes) {
        if (known == null || before == null) {
            return "created";
        } else if (known.deleted()) {
            return "returned";
        } else if (known.fingerprint().equals(now.fingerprint())) {
            return "same";
        }
        for (Differences.Difference one : FieldChanges.between(reader, before.deepCopy(), now)) {
            ObjectNode change = changes.addObject().put("field", one.field());
            change.set("new", one.after());
            change.set("old", one.before());
        }
        return changes.isEmpty() ? "refreshed" : "changed";
    }

    /** What the history shows of a record that was stored under an earlier declaration, and this one hides. */
    private void hide(ListKey list, String id, RecordReader reader, ArrayNode hidden) {
        for (ChangeStore.Redaction one : history.exposed(list, List.of(id), reader)) {
            hidden.addObject()
                    .put("id", one.id())
                    .<ObjectNode>set("new", one.newValue())
                    .set("old", one.oldValue());
        }
    }

    /** What became of the event is on record. */
    public void confirm(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        Map<?, ?> row = (Map<?, ?>) exchange.getMessage().getBody(List.class).get(0);
        if (number(row.get("held")) == 0) {
            throw new LeaseLostException(run.job().id());
        }
        long deleted = number(row.get("deleted"));
        run.count(new RunStats(1, number(row.get("changed")) + deleted, deleted, 0));
        if (row.get("reason") != null) {
            LOG.info(
                    "dock {}: an event of {} changes nothing: {}",
                    run.dock().name(),
                    exchange.getProperty(WAITING, WaitingEvent.class).type(),
                    row.get("reason"));
        }
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /** Applying it broke: the delivery is marked as failed, so that it holds up nothing. */
    public void failed(Exchange exchange) {
        Throwable failure = Objects.requireNonNull(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        SyncRun run = SyncRun.of(exchange);
        WaitingEvent event = exchange.getProperty(WAITING, WaitingEvent.class);
        String reason = failure.getMessage();
        if (!(failure instanceof ProviderException)) {
            LOG.error("dock {}: an event of {} could not be applied", run.dock().name(), event.type(), failure);
            reason = "a fault of Tidegate's own: " + failure.getClass().getSimpleName();
        }
        ResourceType type = Objects.requireNonNull(run.provider().types().get(event.type()));
        leave(exchange, frame(run, event, type).put("failed", reason));
    }
}
