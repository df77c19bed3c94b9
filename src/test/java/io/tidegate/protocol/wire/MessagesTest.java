package io.tidegate.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.JsonFields;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.SyncChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each message reads what it wrote, by way of JSON's text. */
class MessagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(17);

    private static JsonFields byText(Map<String, @Nullable Object> json) throws JsonProcessingException {
        return new JsonFields(
                JSON.readValue(JSON.writeValueAsString(json), new TypeReference<Map<String, Object>>() {}));
    }

    private SyncChange change() {
        boolean put = random.nextBoolean();
        ChangeStamp stamp = new ChangeStamp(
                random.nextBoolean() ? "d" : null,
                "o" + random.nextInt(),
                new Hlc(Math.abs((long) random.nextInt()), random.nextInt(0x10000), random.nextLong()),
                random.nextLong());
        return new SyncChange(
                random.nextLong(),
                "kv",
                put ? OpKind.PUT : OpKind.DELETE,
                "k\"ü😀",
                put ? Map.of("value", List.of(1, "x", true)) : null,
                stamp);
    }

    private List<SyncChange> changes() {
        List<SyncChange> changes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            changes.add(change());
        }
        return changes;
    }

    @Test
    void a_pull_and_a_page_of_a_snapshot_read_what_they_wrote() throws JsonProcessingException {
        for (int i = 0; i < 200; i++) {
            PullResponse pulled =
                    new PullResponse(changes(), random.nextLong(), random.nextBoolean(), random.nextLong());
            assertThat(PullResponse.of(byText(pulled.json()))).isEqualTo(pulled);
            SnapshotPage page = new SnapshotPage(
                    changes(), random.nextLong(), random.nextBoolean() ? "token" : null, random.nextLong());
            assertThat(SnapshotPage.of(byText(page.json()))).isEqualTo(page);
        }
    }

    @Test
    void a_push_reads_what_became_of_each_op() throws JsonProcessingException {
        PushResult result = new PushResult(
                7,
                List.of(
                        OpResult.applied("1", 6),
                        OpResult.replayed("2", Long.MAX_VALUE),
                        OpResult.superseded("3", change()),
                        OpResult.superseded("4", null),
                        OpResult.rejected("", Code.OVERSIZED, "too \"large\"")));
        assertThat(PushResult.of(byText(result.json()))).isEqualTo(result);
    }

    @Test
    void what_is_no_message_is_refused_by_its_field() {
        Map<String, @Nullable Object> json = new PullResponse(List.of(), 1, false, 0).json();
        for (String field : List.of("changes", "nextCursor", "hasMore", "oldestRetainedVersion")) {
            Map<String, @Nullable Object> broken = new HashMap<>(json);
            broken.put(field, "text");
            assertThatThrownBy(() -> PullResponse.of(new JsonFields(broken)))
                    .isInstanceOf(InvalidOpException.class)
                    .hasMessageContaining(field);
        }
        assertThatThrownBy(() -> OpResult.of(new JsonFields(Map.of("opId", "1", "status", "done"))))
                .hasMessageContaining("status");
        assertThatThrownBy(() ->
                        OpResult.of(new JsonFields(Map.of("opId", "1", "status", "rejected", "errorCode", "OTHER"))))
                .hasMessageContaining("errorCode");
    }
}
