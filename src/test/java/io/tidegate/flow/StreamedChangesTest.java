package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.Node;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.TestBroker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What runs change goes out over a real broker, whoever dies meanwhile. */
class StreamedChangesTest {
    private static final String TOPIC = "tidegate.changes.servers";

    @RegisterExtension
    static final KafkaBed bed = new KafkaBed(TestBroker.of(TOPIC), "--tidegate.kafka.changes=true");

    @Test
    void every_change_of_every_record_goes_out_in_order_whichever_node_and_broker_end_meanwhile() throws Exception {
        AtomicInteger state = new AtomicInteger();
        bed.provider()
                .always(
                        "/v2/droplets",
                        asked -> Answer.json(
                                200, "{\"droplets\":[%s,%s]}".formatted(droplet(1, state), droplet(2, state))));
        Node first = bed.start("first");
        Node second = bed.start("second");
        List<Long> docks = List.of(bed.dock(second), bed.dock(second), bed.dock(second));
        for (int round = 0; round < 12; round++) {
            state.incrementAndGet();
            bed.clock.tick(Duration.ofSeconds(60));
            docks.parallelStream().forEach(bed::enqueue);
            bed.awaitDone();
            if (round == 4) {
                // one of the two streams, and had both done so, some had gone out twice
                awaitSent();
                assertThat(read(3 * 2 * 5))
                        .extracting(StreamedChangesTest::change)
                        .doesNotHaveDuplicates();
                assertThat(List.of(first, second))
                        .allSatisfy(node ->
                                assertThat(KafkaBed.watch(node).reasons()).isEmpty());
                bed.stop(first);
            } else if (round == 7) {
                bed.broker.goAway();
            } else if (round == 9) {
                bed.broker.comeBack();
            }
        }
        long rows = bed.stored().count("select count(*) from resource_changes");

        Map<String, Long> latest = new HashMap<>();
        awaitSent();
        List<ConsumerRecord<String, String>> read = read(rows);

        assertThat(rows).isEqualTo(3 * 2 * 12);
        assertThat(read.stream().map(StreamedChangesTest::change).distinct()).hasSize((int) rows);
        Map<String, Integer> partitions = new HashMap<>();
        for (ConsumerRecord<String, String> one : read) {
            long revision = tree(one.value()).path("revision").asLong();
            long before = latest.getOrDefault(one.key(), 0L);
            if (revision > before) { // else a repeat, which takes nothing back
                assertThat(tree(one.value()).path("fields").path(0).path("old"))
                        .as(one.key())
                        .isEqualTo(before == 0 ? tree("{}").path("old") : tree(newOf(read, one.key(), before)));
                latest.put(one.key(), revision);
            }
            assertThat(partitions.merge(one.key(), one.partition(), (a, b) -> a.equals(b) ? a : -1))
                    .isNotEqualTo(-1);
        }
        assertThat(latest).hasSize(6);
        assertThat(bed.broker.topics()).containsExactly(TOPIC);
    }

    private static void awaitSent() {
        KafkaBed.until(
                () -> bed.stored()
                                .count("select count(*) from resource_changes where id > coalesce("
                                        + "(select position from change_streams), 0)")
                        == 0,
                "changes are left");
    }

    private static List<ConsumerRecord<String, String>> read(long rows) {
        return bed.broker.read(
                Set.of(TOPIC),
                all -> all.stream().map(StreamedChangesTest::change).distinct().count() >= rows);
    }

    /** Which change a message tells of: one that is sent again may name the record as it is called by then. */
    private static String change(ConsumerRecord<String, String> message) {
        return message.key() + " " + tree(message.value()).path("revision").asLong();
    }

    private static String newOf(List<ConsumerRecord<String, String>> read, String key, long revision) {
        return read.stream()
                .filter(one -> one.key().equals(key))
                .map(one -> tree(one.value()))
                .filter(value -> value.path("revision").asLong() == revision)
                .map(value -> value.path("kind").asText().equals("insert")
                        ? "\"round-1\""
                        : value.path("fields").path(0).path("new").toString())
                .findFirst()
                .orElseThrow();
    }

    private static String droplet(int id, AtomicInteger round) {
        return "{\"id\":%d,\"name\":\"round-%d\",\"status\":\"active\"}".formatted(id, round.get());
    }

    private static JsonNode tree(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
