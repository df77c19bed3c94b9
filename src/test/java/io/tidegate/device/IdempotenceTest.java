package io.tidegate.device;

import static io.tidegate.device.Workspaces.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.protocol.Code;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.testing.TestDatabase;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An op that comes again is done once. */
class IdempotenceTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Device laptop = device(1, "laptop");
    private Workspaces in;

    @BeforeEach
    void begin() {
        in = new Workspaces(database);
    }

    @Test
    void a_resent_op_has_the_version_it_had() {
        PendingOp op = in.kv("a", "1", 1, "x");
        in.push(laptop, in.kv("b", "0", 1, 0), op);
        in.push(laptop, in.kv("a", "2", 2, "y"));
        assertThat(in.push(laptop, op)).isEqualTo(new PushResult(3, List.of(OpResult.replayed("1", 2))));
        assertThat(in.texts("select value from synced_kv where name = 'a'")).containsExactly("\"y\"");
    }

    @Test
    void an_op_that_comes_twice_in_a_push_is_done_once() {
        PendingOp op = in.kv("a", "1", 1, "x");
        PendingOp gone = in.delete("kv", "a", "2", 2);
        assertThat(in.push(laptop, op, op, gone, op, gone).results())
                .containsExactly(
                        OpResult.applied("1", 1),
                        OpResult.replayed("1", 1),
                        OpResult.applied("2", 2),
                        OpResult.replayed("1", 1),
                        OpResult.replayed("2", 2));
        assertThat(in.texts("select count(*) from change_log")).containsExactly("2");
        assertThat(in.texts("select count(*) from synced_kv")).containsExactly("0");
    }

    @Test
    void the_same_id_with_other_content_is_a_conflict_without_a_version() {
        in.push(laptop, in.kv("a", "1", 1, Map.of("n", 1)));
        for (PendingOp other : List.of(
                in.kv("a", "1", 1, Map.of("n", 2)),
                in.kv("a", "1", 1, null),
                in.kv("b", "1", 1, Map.of("n", 1)),
                in.kv("a", "1", 2, Map.of("n", 1)),
                in.delete("kv", "a", "1", 1),
                in.put("projects", "a", "1", 1, Map.of("name", "n")),
                Workspaces.at(in.kv("a", "1", 1, Map.of("n", 1)), in.hlc(1)))) {
            conflict(other);
        }
        OpResult twice = in.push(laptop, in.kv("c", "9", 1, 1), in.kv("c", "9", 2, 1))
                .results()
                .get(1);
        assertThat(twice.errorCode()).isEqualTo(Code.CONFLICT);
        assertThat(in.gateway.counter(1).head()).isEqualTo(2);
    }

    private void conflict(PendingOp other) {
        OpResult result = in.one(laptop, other);
        assertThat(result.status()).as(other.toString()).isEqualTo(OpResult.Status.REJECTED);
        assertThat(result.errorCode()).isEqualTo(Code.CONFLICT);
        assertThat(result.serverVersion()).isNull();
    }

    @Test
    void how_a_number_is_written_and_what_is_null_is_no_content() {
        in.push(laptop, in.kv("a", "1", 1, List.of(100, 1)));
        PendingOp same = in.kv("a", "1", 1, List.of(new BigDecimal("1E+2"), 1.0));
        assertThat(in.one(laptop, same)).isEqualTo(OpResult.replayed("1", 1));
        PendingOp plain = in.put("threads", "t", "2", 1, Map.of("title", "T"));
        Map<String, @Nullable Object> json = plain.json();
        json.put("payload", Collections.singletonMap("title", null));
        in.gateway.push(laptop, Workspaces.scope(laptop), List.of(json));
        assertThat(in.one(laptop, in.put("threads", "t", "2", 1, Map.of()))).isEqualTo(OpResult.replayed("2", 2));
    }

    @Test
    void an_id_is_unique_within_its_workspace_only() {
        Device theirs = device(2, "laptop");
        in.push(laptop, in.kv("x", "0", 1, 0), in.kv("a", "1", 1, "ours"));
        assertThat(in.one(theirs, in.kv("a", "1", 1, "theirs"))).isEqualTo(OpResult.applied("1", 1));
    }

    @Test
    void what_the_log_forgot_its_record_still_knows() {
        PendingOp put = in.kv("a", "1", 1, "x");
        PendingOp delete = in.delete("kv", "b", "2", 1);
        in.push(laptop, put, delete);
        database.jdbi().useHandle(handle -> handle.execute("delete from change_log"));
        assertThat(in.push(laptop, put, delete).results())
                .containsExactly(OpResult.replayed("1", 1), OpResult.replayed("2", 2));
        conflict(in.kv("a", "1", 1, "y"));
        conflict(in.delete("kv", "a", "1", 1));
        conflict(in.kv("b", "2", 1, "y"));
    }

    @Test
    void what_was_refused_may_come_again() {
        in.push(laptop, in.kv("a", "1", 9, "nine"));
        assertThat(in.one(laptop, in.kv("a", "2", 5, "five")).status()).isEqualTo(OpResult.Status.SUPERSEDED);
        assertThat(in.one(laptop, in.kv("a", "2", 10, "ten"))).isEqualTo(OpResult.applied("2", 2));
    }
}
