package io.tidegate.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the stream reads, with the brokers' part played by the test: they acknowledge, or they do not. */
class ChangeStreamTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SettableClock clock = new SettableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ChangeStream stream = stream();

    @AfterEach
    void clear() {
        database.clear("resource_changes", "resources", "change_streams");
    }

    @Test
    void fields_that_changed_together_go_out_together_and_a_record_once_a_wave() throws Exception {
        change(1, 1, "/status", "\"off\"", "\"on\"");
        change(1, 1, "/region", "null", "\"ams\"");
        change(2, 1, null, null, null);
        change(1, 2, "/status", "\"on\"", "\"off\"");

        List<List<Message>> waves = drain(stream);

        assertThat(waves).extracting(List::size).containsExactly(2, 1);
        Message first = waves.get(0).get(0);
        assertThat(first.getHeader(KafkaConstants.KEY)).isEqualTo("1/7/servers//r1");
        assertThat(first.getHeader(KafkaConstants.OVERRIDE_TOPIC)).isEqualTo("t.changes.servers");
        JsonNode value = JSON.readTree(first.getBody(String.class));
        assertThat(value.path("kind").asText()).isEqualTo("update");
        assertThat(value.path("organization").asLong()).isEqualTo(1);
        assertThat(value.path("dock").asLong()).isEqualTo(7);
        assertThat(value.path("fields")).hasSize(2);
        assertThat(value.path("fields").path(0).path("old").asText()).isEqualTo("off");
        assertThat(value.path("fields").path(0).path("new").asText()).isEqualTo("on");
        assertThat(JSON.readTree(waves.get(0).get(1).getBody(String.class))
                        .path("kind")
                        .asText())
                .isEqualTo("insert");
    }

    @Test
    void what_is_numbered_before_but_committed_after_is_waited_for() {
        try (Handle slow = database.jdbi().open()) {
            slow.begin();
            insert(slow, 1, 1, null, null, null);
            change(2, 2, null, null, null);

            assertThat(drain(stream)).as("the older row may still come").isEmpty();
            slow.commit();
        }

        assertThat(ids(drain(stream))).containsExactly("r1", "r2");
    }

    @Test
    void a_transaction_that_came_later_holds_up_nothing() {
        change(1, 1, null, null, null);
        try (Handle slow = database.jdbi().open()) {
            slow.begin();
            insert(slow, 2, 1, null, null, null);
            drain(stream);
            try (Handle next = database.jdbi().open()) {
                next.begin();
                insert(next, 3, 1, null, null, null);
                slow.commit();
                assertThat(ids(drain(stream))).containsExactly("r1");
                next.commit();
            }
        }
        assertThat(ids(drain(stream))).containsExactly("r2", "r3");
    }

    @Test
    void what_was_not_acknowledged_goes_out_again_from_another_node() {
        LongStream.rangeClosed(1, 5).forEach(i -> change(1, i, "/n", "0", Long.toString(i)));
        Exchange exchange = new DefaultExchange(context);
        stream.open();
        assertThat(stream.next(exchange)).isNotEmpty();
        stream.sent();
        assertThat(stream.next(exchange)).isNotEmpty(); // sent, and then the node dies

        assertThat(runs(drain(stream()))).containsExactly(2L, 3L, 4L, 5L);
        assertThat(drain(stream())).isEmpty();
        assertThatThrownBy(stream::sent).hasMessageContaining("another node");
    }

    @Test
    void many_rows_go_out_in_waves_and_none_is_missing() {
        for (int run = 1; run <= 30; run++) {
            for (int record = 1; record <= 50; record++) {
                change(record, run, "/n", "0", Integer.toString(run));
            }
        }
        Map<String, List<Long>> byRecord = new HashMap<>();
        drain(stream)
                .forEach(wave -> wave.forEach(message -> byRecord.computeIfAbsent(id(message), id -> new ArrayList<>())
                        .add(run(message))));

        assertThat(byRecord).hasSize(50);
        assertThat(byRecord.values())
                .allSatisfy(runs -> assertThat(runs)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 30).boxed().toList()));
    }

    @Test
    void what_no_broker_would_take_goes_out_without_its_values() throws Exception {
        change(1, 1, "/blob", "null", "\"" + "x".repeat(1_000_000) + "\"");

        JsonNode value = JSON.readTree(drain(stream).get(0).get(0).getBody(String.class));

        assertThat(value.path("valuesLeftOut").asBoolean()).isTrue();
        assertThat(value.path("fields").path(0).path("field").asText()).isEqualTo("/blob");
        assertThat(value.path("fields").path(0).has("new")).isFalse();
    }

    @Test
    void how_far_behind_it_is_can_be_measured() {
        change(1, 1, null, null, null);
        clock.tick(Duration.ofSeconds(9));
        stream.open();

        assertThat(meters.get("tidegate.kafka.changes.behind").gauge().value()).isPositive();
        assertThat(meters.get("tidegate.kafka.changes.lag").gauge().value()).isEqualTo(9);
    }

    private ChangeStream stream() {
        return new ChangeStream(new ChangeStreamStore(database.jdbi()), JSON, "t", meters, clock);
    }

    /** All that goes out, each wave acknowledged. */
    private List<List<Message>> drain(ChangeStream from) {
        List<List<Message>> waves = new ArrayList<>();
        Exchange exchange = new DefaultExchange(context);
        from.open();
        for (List<Message> wave = from.next(exchange); !wave.isEmpty(); wave = from.next(exchange)) {
            waves.add(wave);
            from.sent();
        }
        return waves;
    }

    private static List<String> ids(List<List<Message>> waves) {
        return waves.stream().flatMap(List::stream).map(ChangeStreamTest::id).toList();
    }

    private static List<Long> runs(List<List<Message>> waves) {
        return waves.stream().flatMap(List::stream).map(ChangeStreamTest::run).toList();
    }

    private static String id(Message message) {
        return tree(message).path("id").asText();
    }

    private static long run(Message message) {
        return tree(message).path("run").asLong();
    }

    private static JsonNode tree(Message message) {
        try {
            return JSON.readTree(message.getBody(String.class));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private void change(
            long record, long run, @Nullable String field, @Nullable String before, @Nullable String after) {
        database.jdbi().useTransaction(handle -> insert(handle, record, run, field, before, after));
    }

    private void insert(
            Handle handle,
            long record,
            long run,
            @Nullable String field,
            @Nullable String before,
            @Nullable String after) {
        // committed at once: how many records a dock has is counted in a row that transactions would wait for
        database.jdbi().useHandle(own -> own.execute("""
                insert into resources (id, org_id, dock_id, provider, resource_type, provider_resource_id, data,
                                       fingerprint, first_seen_at, changed_at)
                values (?, 1, 7, 'p', 'servers', 'r' || ?, '{}', '', now(), now()) on conflict (id) do nothing
                """, record, record));
        handle.execute(
                """
                insert into resource_changes (org_id, dock_id, resource_id, run, at, kind, field, old, new)
                values (1, 7, ?, ?, cast(? as timestamptz), ?, ?, cast(? as jsonb), cast(? as jsonb))
                """,
                record,
                run,
                clock.instant().toString(),
                field == null ? "created" : "changed",
                field,
                before,
                after);
    }
}
