package io.tidegate.device;

import static io.tidegate.device.Workspaces.device;
import static io.tidegate.device.Workspaces.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.protocol.Code;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.OpResult.Status;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PullResponse;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SnapshotPage;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.protocol.wire.SyncScope;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What devices ask and get, as the wire protocol has it. */
class DeviceGatewayTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Device laptop = device(1, "laptop");
    private final Device phone = device(1, "phone");
    private Workspaces in;

    @BeforeEach
    void begin() {
        in = new Workspaces(database);
    }

    @Test
    void what_one_device_pushes_another_pulls() {
        PushResult pushed = in.push(laptop, in.kv("a", "1", 1, List.of(1, "x")), in.kv("b", "2", 1, null));
        assertThat(pushed.serverVersion()).isEqualTo(2);
        assertThat(pushed.results()).containsExactly(OpResult.applied("1", 1), OpResult.applied("2", 2));
        PullResponse pulled = in.gateway.pull(phone, PullRequest.after(scope(phone), 0));
        assertThat(pulled.changes()).extracting(SyncChange::serverVersion).containsExactly(1L, 2L);
        assertThat(pulled.changes().get(0).payload()).isEqualTo(Map.of("name", "a", "value", List.of(1, "x")));
        assertThat(pulled.changes().get(0).stamp().deviceId()).isEqualTo("laptop");
        assertThat(pulled.nextCursor()).isEqualTo(2);
        assertThat(pulled.hasMore()).isFalse();
        assertThat(in.gateway.after(1, 1, 10).entries()).hasSize(1);
        assertThat(in.gateway.counter(1).head()).isEqualTo(2);
    }

    @Test
    void an_empty_workspace_has_an_empty_page() {
        assertThat(in.gateway.pull(phone, PullRequest.after(scope(phone), 0)))
                .isEqualTo(new PullResponse(List.of(), 0, false, 0));
        assertThat(in.gateway.snapshot(phone, scope(phone), null, 10))
                .isEqualTo(new SnapshotPage(List.of(), 0, null, 0));
    }

    @Test
    void a_malformed_op_fails_alone() {
        List<Object> ops = Arrays.asList(
                in.kv("a", "1", 1, 1).json(),
                null,
                "op",
                Map.of("opId", "2"),
                in.put("kv", "c", "3", 1, Map.of("colour", "red")).json(),
                in.put("nothing", "c", "4", 1, Map.of()).json(),
                in.kv("d", "run:1:1", 1, 1).json(),
                in.kv("e", "5", 1, "x".repeat(65_536)).json(),
                in.put("resources", "1", "6", 1, Map.of()).json(),
                in.kv("b", "7", 1, 2).json());
        PushResult pushed = in.gateway.push(laptop, scope(laptop), ops);
        assertThat(pushed.results())
                .extracting(OpResult::opId)
                .containsExactly("1", "", "", "2", "3", "4", "run:1:1", "5", "6", "7");
        assertThat(pushed.results())
                .extracting(OpResult::errorCode)
                .containsExactly(
                        null,
                        Code.VALIDATION_ERROR,
                        Code.VALIDATION_ERROR,
                        Code.VALIDATION_ERROR,
                        Code.VALIDATION_ERROR,
                        Code.VALIDATION_ERROR,
                        Code.VALIDATION_ERROR,
                        Code.OVERSIZED,
                        Code.VALIDATION_ERROR,
                        null);
        assertThat(in.pull(phone, 0)).extracting(SyncChange::pk).containsExactly("a", "b");
    }

    @Test
    void a_push_has_one_to_a_hundred_ops_of_one_who_may_write() {
        refused(Code.VALIDATION_ERROR, () -> in.push(laptop));
        List<?> many = Collections.nCopies(101, Map.of());
        refused(Code.OVERSIZED, () -> in.gateway.push(laptop, scope(laptop), many));
        Device viewer = new Device(1, "default", 1, "tv", DeviceRole.VIEWER);
        refused(Code.UNAUTHORIZED, () -> in.push(viewer, in.kv("a", "1", 1, 1)));
        assertThat(in.pull(viewer, 0)).isEmpty();
    }

    @Test
    void a_filtered_pull_is_full_until_there_is_no_more() {
        for (int i = 1; i <= 9; i++) {
            in.push(
                    laptop,
                    in.kv("k" + i, "k" + i, 1, i),
                    in.put("projects", "p" + i, "p" + i, 1, Map.of("name", "n")));
        }
        in.push(laptop, in.kv("last", "last", 1, 1));
        Set<String> tables = Set.of("projects");
        PullResponse first = in.gateway.pull(phone, new PullRequest(scope(phone), 0, 5, tables));
        assertThat(first.changes()).hasSize(5);
        assertThat(first.hasMore()).isTrue();
        assertThat(first.nextCursor()).isEqualTo(10);
        PullResponse second = in.gateway.pull(phone, new PullRequest(scope(phone), first.nextCursor(), 5, tables));
        assertThat(second.changes()).hasSize(4);
        assertThat(second.hasMore()).isFalse();
        assertThat(second.nextCursor()).isEqualTo(19);
        PullResponse exact = in.gateway.pull(phone, new PullRequest(scope(phone), 0, 9, tables));
        assertThat(exact.changes()).hasSize(9);
        assertThat(exact.hasMore()).isFalse();
    }

    @Test
    void what_is_no_limit_cursor_or_table_is_refused() {
        for (int limit : List.of(0, -1, 1001)) {
            refused(
                    Code.VALIDATION_ERROR,
                    () -> in.gateway.pull(phone, new PullRequest(scope(phone), 0, limit, Set.of())));
            refused(Code.VALIDATION_ERROR, () -> in.gateway.snapshot(phone, scope(phone), null, limit));
        }
        refused(Code.VALIDATION_ERROR, () -> in.gateway.pull(phone, PullRequest.after(scope(phone), -1)));
        refused(
                Code.VALIDATION_ERROR,
                () -> in.gateway.pull(phone, new PullRequest(scope(phone), 0, 1, Set.of("people"))));
        refused(
                Code.VALIDATION_ERROR,
                () -> in.gateway.pull(phone, PullRequest.after(new SyncScope("default", "\0"), 0)));
        refused(Code.SNAPSHOT_REQUIRED, () -> in.gateway.pull(phone, PullRequest.after(scope(phone), 7)));
    }

    @Test
    void a_snapshot_shows_what_stood_at_its_beginning_while_writes_go_on() {
        for (int i = 0; i < 7; i++) {
            in.push(laptop, in.kv("k" + i, "k" + i, 1, i));
        }
        in.push(laptop, in.delete("kv", "k0", "gone", 2), in.delete("kv", "never", "gone2", 1));
        SnapshotPage first = in.gateway.snapshot(phone, scope(phone), null, 3);
        assertThat(first.highWatermark()).isEqualTo(9);
        assertThat(first.total()).isEqualTo(8);
        in.push(laptop, in.kv("k5", "later", 2, "later"), in.kv("new", "new", 1, 1), in.delete("kv", "k6", "g3", 2));
        SnapshotPage second = in.gateway.snapshot(phone, scope(phone), first.nextPageToken(), 3);
        assertThat(second.nextPageToken()).isNull();
        assertThat(second.highWatermark()).isEqualTo(9);
        assertThat(first.changes()).extracting(SyncChange::pk).containsExactly("k1", "k2", "k3");
        assertThat(second.changes()).extracting(SyncChange::pk).containsExactly("k4", "k0", "never");
        assertThat(second.changes())
                .extracting(SyncChange::op)
                .containsExactly(OpKind.PUT, OpKind.DELETE, OpKind.DELETE);
        assertThat(in.pull(phone, 9)).extracting(SyncChange::pk).containsExactly("k5", "new", "k6");
    }

    @Test
    void every_page_size_shows_the_same_snapshot() {
        for (int i = 0; i < 4; i++) {
            in.push(
                    laptop,
                    in.kv("k" + i, "k" + i, 1, i),
                    in.put("threads", "t" + i, "t" + i, 1, Map.of("title", "T")),
                    in.put("posts", "p" + i, "p" + i, 1, Map.of("title", "P")),
                    in.delete("projects", "x" + i, "x" + i, 1));
        }
        List<SyncChange> whole = in.snapshot(phone, null, 100);
        assertThat(whole).hasSize(16);
        for (int size = 1; size <= 17; size++) {
            assertThat(in.snapshot(phone, null, size)).as("pages of " + size).isEqualTo(whole);
        }
    }

    @Test
    void a_token_is_good_for_an_hour_in_its_workspace_and_project() {
        in.push(laptop, in.kv("a", "1", 1, 1), in.kv("b", "2", 1, 1));
        String token = in.gateway.snapshot(phone, scope(phone), null, 1).nextPageToken();
        assertThat(token).isNotNull();
        Device theirs = device(2, "phone");
        refused(Code.VALIDATION_ERROR, () -> in.gateway.snapshot(theirs, scope(theirs), token, 1));
        refused(Code.VALIDATION_ERROR, () -> in.gateway.snapshot(phone, new SyncScope("default", "p"), token, 1));
        for (String garbage : List.of("", "x", "bnVsbA", "e30", token + "A", token.substring(3))) {
            refused(Code.VALIDATION_ERROR, () -> in.gateway.snapshot(phone, scope(phone), garbage, 1));
        }
        in.clock.tick(Duration.ofMinutes(60));
        assertThat(in.gateway.snapshot(phone, scope(phone), token, 1).changes()).hasSize(1);
        in.clock.tick(Duration.ofSeconds(1));
        refused(Code.SNAPSHOT_REQUIRED, () -> in.gateway.snapshot(phone, scope(phone), token, 1));
    }

    @Test
    void a_cursor_is_made_by_the_first_pull_and_moves_forwards_only() {
        in.push(laptop, in.kv("a", "1", 1, 1), in.kv("b", "2", 1, 1), in.kv("c", "3", 1, 1));
        in.pull(phone, 1);
        in.pull(phone, 2);
        assertThat(in.texts("select device_id || version from device_cursors")).containsExactly("phone1");
        in.gateway.moveCursor(phone, "phone", 2);
        in.gateway.moveCursor(phone, "phone", 2);
        refused(Code.CONFLICT, () -> in.gateway.moveCursor(phone, "phone", 1));
        refused(Code.VALIDATION_ERROR, () -> in.gateway.moveCursor(phone, "phone", 4));
        refused(Code.VALIDATION_ERROR, () -> in.gateway.moveCursor(phone, "phone", -1));
        refused(Code.UNAUTHORIZED, () -> in.gateway.moveCursor(phone, "laptop", 3));
        Device other = new Device(1, "default", 2, "phone", DeviceRole.EDITOR);
        refused(Code.UNAUTHORIZED, () -> in.gateway.moveCursor(other, "phone", 3));
        assertThat(in.texts("select device_id || version from device_cursors")).containsExactly("phone2");
    }

    @Test
    void a_superseded_op_gets_the_winner_back() {
        in.push(laptop, in.kv("a", "1", 5, "five"));
        OpResult lost = in.one(phone, in.kv("a", "2", 4, "four"));
        assertThat(lost.status()).isEqualTo(Status.SUPERSEDED);
        assertThat(lost.serverVersion()).isNull();
        assertThat(lost.winner()).isEqualTo(in.pull(phone, 0).get(0));
        in.push(laptop, in.delete("kv", "a", "3", 6));
        OpResult late = in.one(phone, in.kv("a", "4", 5, "late"));
        assertThat(late.winner()).isEqualTo(in.pull(phone, 1).get(0));
    }

    private static void refused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SyncException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
