package io.tidegate.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was committed to {@code resource_changes}, in its order, wave by wave: a wave holds at most one change of a
 * record, and the next one follows when the brokers acknowledged it. So a record's changes can neither overtake one
 * another nor leave a gap.
 */
public final class ChangeStream {
    private static final int ROWS = 1000;
    private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(30);

    private record Lag(long rows, @Nullable Instant oldest, long seenAt) {}

    private final ChangeStreamStore store;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final String prefix;
    private final Deque<Change> unsent = new ArrayDeque<>();
    private final List<Change> wave = new ArrayList<>();
    private ChangeStreamStore.@Nullable Look unsettled;
    private long settled;
    private long position;
    private long read;
    private volatile @Nullable Lag lag;

    /** @param prefix what the names of topics begin with */
    public ChangeStream(
            ChangeStreamStore store, ObjectMapper json, String prefix, MeterRegistry meters, InstantSource clock) {
        this.store = store;
        this.json = json;
        this.prefix = prefix;
        this.clock = clock;
        Gauge.builder("tidegate.kafka.changes.behind", this, ChangeStream::behind)
                .description("Changes that are not streamed yet, about; told by the node that streams")
                .register(meters);
        Gauge.builder("tidegate.kafka.changes.lag", this, ChangeStream::lagSeconds)
                .description("Age of the oldest change that is not streamed yet; told by the node that streams")
                .baseUnit("seconds")
                .register(meters);
    }

    /** Begins anew where the last acknowledged change was noted; whatever was under way may go out again. */
    public synchronized void open() {
        unsent.clear();
        wave.clear();
        position = store.position();
        read = position;
        ChangeStreamStore.Look now = store.look(position);
        ChangeStreamStore.Look before = unsettled;
        if (now.writers().isEmpty()) {
            settled = now.newest();
            unsettled = null;
        } else if (before == null || Collections.disjoint(before.writers(), now.writers())) {
            // who wrote then has ended: what they wrote up to there is seen by now
            settled = before == null ? settled : Math.max(settled, before.newest());
            unsettled = now;
        }
        lag = new Lag(Math.max(0, now.newest() - position), now.oldest(), System.nanoTime());
    }

    /** The next wave; empty when all that is settled went out. */
    public synchronized List<Message> next(Exchange exchange) {
        while (unsent.isEmpty()) {
            List<ChangeRow> rows = whole(store.read(read, settled, ROWS));
            if (rows.isEmpty()) {
                return List.of();
            }
            read = rows.get(rows.size() - 1).id();
            unsent.addAll(Change.of(rows));
            if (unsent.isEmpty()) {
                moveTo(read); // their records were removed, with their docks
            }
        }
        wave.clear();
        Set<Long> records = new HashSet<>();
        List<Message> messages = new ArrayList<>();
        while (!unsent.isEmpty() && records.add(unsent.element().resource())) {
            Change change = unsent.remove();
            wave.add(change);
            messages.add(message(exchange, change));
        }
        return messages;
    }

    /** The brokers acknowledged the wave. */
    public synchronized void sent() {
        wave.clear();
        moveTo(unsent.isEmpty() ? read : unsent.element().begins() - 1);
    }

    private void moveTo(long to) {
        if (to > position) {
            if (!store.move(position, to, clock.instant())) {
                unsent.clear();
                throw new IllegalStateException("another node streams changes as well; this one begins anew");
            }
            position = to;
        }
    }

    /** Up to where a statement's rows end, so that what it changed of a record goes out as one message. */
    private static List<ChangeRow> whole(List<ChangeRow> rows) {
        for (int i = rows.size() - 1; rows.size() == ROWS && i > 0; i--) {
            ChangeRow.Event last = rows.get(i).event();
            ChangeRow.Event before = rows.get(i - 1).event();
            if (last.run() != before.run() || !last.at().equals(before.at())) {
                return rows.subList(0, i);
            }
        }
        return rows;
    }

    private Message message(Exchange exchange, Change change) {
        Message message = new DefaultMessage(exchange.getContext());
        message.setHeader(KafkaConstants.KEY, change.key());
        message.setHeader(KafkaConstants.OVERRIDE_TOPIC, topic(change.type()));
        message.setBody(change.value(json));
        return message;
    }

    private String topic(String type) {
        return prefix + ".changes." + type.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private @Nullable Lag current() {
        Lag known = lag;
        return known == null || System.nanoTime() - known.seenAt() > OLD_NANOS ? null : known;
    }

    private double behind() {
        Lag known = current();
        return known == null ? Double.NaN : known.rows();
    }

    private double lagSeconds() {
        Lag known = current();
        if (known == null) {
            return Double.NaN;
        }
        Instant oldest = known.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1000.0);
    }
}
