package io.tidegate.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.json.JsonText;
import io.tidegate.provider.ResourceType;
import io.tidegate.provider.event.Touch;
import io.tidegate.provider.event.Webhook;
import io.tidegate.provider.failure.InvalidResponseException;
import io.tidegate.provider.request.Template;
import io.tidegate.record.Position;
import io.tidegate.record.ProviderRecord;
import io.tidegate.record.RecordReader;
import io.tidegate.record.ResourceStore;
import io.tidegate.record.ResourceStore.ListKey;
import io.tidegate.run.ListValues;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import io.tidegate.run.TypeResult;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the one record that an event names, as a list is asked for. What the provider answers is how the record is now,
 * so that events which come late, twice or out of order end with the same record.
 */
public final class RecordFetch {
    /** So many records that could not be asked for in one run are enough: the provider is away. */
    private static final int MOST_FAILED = 3;

    private final ResourceStore resources;
    private final JsonText text;
    private final InstantSource clock;

    public RecordFetch(ResourceStore resources, ObjectMapper json, InstantSource clock) {
        this.resources = resources;
        this.text = new JsonText(json);
        this.clock = clock;
    }

    /** What must be asked for waits for the next run where the limit is reached, or the provider is away. */
    static void drop(SyncRun run, Deque<WaitingEvent> events) {
        long failed = run.results().stream()
                .filter(one ->
                        one instanceof TypeResult.Failed && one.list().type().isEmpty())
                .count();
        if (failed >= MOST_FAILED || run.waits("")) {
            events.removeIf(WaitingEvent::isNameOnly);
        }
    }

    /** Whether the event in the body names a record that is to be asked for: asked by the route. */
    public boolean asks(Exchange exchange) {
        WaitingEvent event = exchange.getMessage().getBody(WaitingEvent.class);
        SyncRun run = SyncRun.of(exchange);
        if (!event.isNameOnly() || fetch(run, event) == null) {
            return false;
        }
        ListKey list = new ListKey(run.dock().id(), event.type(), parent(event));
        return !resources.isToldSince(list, event.named(), event.received());
    }

    private static Touch.@Nullable Fetch fetch(SyncRun run, WaitingEvent event) {
        Webhook webhook = run.provider().webhook();
        Touch touch = webhook == null ? null : webhook.touches().get(event.type());
        return touch == null ? null : touch.fetch();
    }

    private static String parent(WaitingEvent event) {
        return event.entry().path("parent").asText();
    }

    /** Makes the request for the record the next one. */
    public void begin(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        WaitingEvent event = exchange.getMessage().getBody(WaitingEvent.class);
        ResourceType type = type(run, event);
        Template.Values values = ListValues.of(
                run.dock().parameters(),
                type,
                parent(event),
                parent -> resources.document(run.dock().id(), parent.type(), parent.id()));
        exchange.setProperty(EventReader.WAITING, event);
        exchange.setProperty(SyncRun.ASIDE, true);
        exchange.setProperty("type", event.type());
        exchange.setProperty(
                Listing.PROPERTY,
                new Listing(
                        run,
                        type.one(Objects.requireNonNull(fetch(run, event)).path()),
                        Position.none(parent(event)),
                        "",
                        name -> name.equals(Template.ID) ? event.named() : values.get(name),
                        clock.instant()));
    }

    private static ResourceType type(SyncRun run, WaitingEvent event) {
        return Objects.requireNonNull(run.provider().types().get(event.type()));
    }

    /**
     * Puts the event in the body that the answer makes of it: how the record was when it was asked for, or that it is gone.
     *
     * @throws InvalidResponseException when the answer holds no such record
     */
    public void learn(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        WaitingEvent event = exchange.getProperty(EventReader.WAITING, WaitingEvent.class);
        Listing listing = Listing.of(exchange);
        ProviderRecord now = listing.isAnsweredEmpty() ? null : record(exchange, run, event);
        ObjectNode entry = event.entry().deepCopy();
        entry.put("gone", now == null || now.deletion())
                .put("at", listing.startedAt().toString());
        if (now != null && !now.deletion()) {
            entry.remove(WaitingEvent.NAMED);
            entry.set("record", now.data());
        }
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(new WaitingEvent(event.delivery(), event.route(), event.type(), entry, event.received()));
    }

    /** The record in the answer; null when it counts no longer. */
    private @Nullable ProviderRecord record(Exchange exchange, SyncRun run, WaitingEvent event) {
        ResourceType type = type(run, event);
        Touch.Fetch fetch = Objects.requireNonNull(fetch(run, event));
        RecordReader reader = type.reader();
        ProviderRecord read;
        String id;
        try {
            byte[] body = Objects.requireNonNullElse(exchange.getMessage().getBody(byte[].class), new byte[0]);
            JsonNode found = fetch.record().first(type.list().format().tree(body, text));
            if (!found.isObject()) {
                throw new InvalidResponseException(200, "the answer holds no record at " + fetch.record());
            }
            read = reader.read(found);
            id = read == null ? reader.leftOut(found) : read.id();
        } catch (IllegalArgumentException e) {
            throw new InvalidResponseException(
                    200, Objects.requireNonNullElse(e.getMessage(), "the body is unreadable"));
        }
        if (!event.named().equals(id)) {
            throw new InvalidResponseException(200, "the answer holds another record than the one that was asked for");
        }
        return read;
    }
}
