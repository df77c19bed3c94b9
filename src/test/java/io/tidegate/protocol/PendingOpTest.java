package io.tidegate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An op as it comes from elsewhere: sound, or refused by what is wrong with it. */
class PendingOpTest {
    private static final Hlc HLC = new Hlc(1_764_000_000_000L, 1, 2);

    private static Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("opId", "o1");
        json.put("table", "kv");
        json.put("op", "put");
        json.put("pk", "k");
        json.put("payload", Map.of("value", 1));
        json.put("clock", 1);
        json.put("hlc", HLC.toString());
        return json;
    }

    private static PendingOp read(Map<String, @Nullable Object> json) {
        PendingOp op = PendingOp.of(new JsonFields(json), "d");
        op.check();
        return op;
    }

    private static void refused(String field, @Nullable Object value, String message) {
        Map<String, @Nullable Object> json = json();
        json.put(field, value);
        assertThatThrownBy(() -> read(json))
                .as(field + "=" + value)
                .isInstanceOf(InvalidOpException.class)
                .hasMessageContaining(message);
    }

    @Test
    void what_it_writes_it_reads() {
        PendingOp op = read(json());
        assertThat(op.stamp()).isEqualTo(new ChangeStamp("d", "o1", HLC, 1));
        assertThat(read(op.json())).isEqualTo(op);
        PendingOp delete = new PendingOp("kv", OpKind.DELETE, "k", null, op.stamp());
        assertThat(delete.json()).doesNotContainKey("payload");
        assertThat(read(delete.json())).isEqualTo(delete);
    }

    @Test
    void each_field_must_be_what_it_is() {
        for (String field : List.of("opId", "table", "op", "pk", "clock", "hlc")) {
            refused(field, null, field + " is missing");
            refused(field, Map.of(), field + " is ");
        }
        refused("payload", "text", "payload is an object");
        refused("payload", null, "a put has a payload");
        refused("op", "PUT", "op is put or delete");
        refused("op", "delete", "a delete has no payload");
        refused("table", "people", "there is no table people");
        refused("table", "\ud800".repeat(100), "there is no table ?");
        refused("table", "resources", "written by the server alone");
        refused("pk", "", "pk is");
        refused("pk", "\0", "pk is");
        refused("pk", "k".repeat(201), "pk is");
        refused("clock", 0, "clock counts from 1");
        refused("clock", -1, "clock counts from 1");
        refused("clock", "1", "clock is");
        refused("clock", 1.5, "clock is");
        refused("hlc", "now", "hlc");
        for (String id : List.of("", "a b", "\t", "ü", "x".repeat(65), "\0")) {
            refused("opId", id, "opId has");
        }
        refused("opId", "run:7:1", "the server's");
        refused("opId", "moved:7", "the server's");
    }

    @Test
    void an_id_of_sixty_four_characters_is_taken() {
        for (String id : List.of("x".repeat(64), "!~", "rerun:1", "RUN:1")) {
            Map<String, @Nullable Object> json = json();
            json.put("opId", id);
            assertThatCode(() -> read(json)).doesNotThrowAnyException();
        }
    }

    @Test
    void anything_at_all_is_read_or_refused_and_never_fails_otherwise() {
        Random random = new Random(13);
        List<String> fields = List.of("opId", "table", "op", "pk", "payload", "clock", "hlc");
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                null,
                "",
                "put",
                "kv",
                "threads",
                "\0",
                "\ud83d",
                0,
                -1L,
                1.5,
                true,
                List.of(),
                Map.of(),
                Map.of("value", List.of())));
        values.add(Map.of("\0", 1));
        values.add(HLC.toString());
        values.add("f".repeat(1_000));
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            Map<String, @Nullable Object> json = json();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                json.put(fields.get(random.nextInt(7)), values.get(random.nextInt(values.size())));
            }
            try {
                read(json).canonical();
                taken++;
            } catch (InvalidOpException e) {
                assertThat(e).hasMessageMatching("[^\\x00-\\x1f\\ud800-\\udfff]{5,300}");
            }
        }
        assertThat(taken).isPositive();
    }
}
