package io.tidegate.device;

import static io.tidegate.device.Workspaces.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.OpResult.Status;
import io.tidegate.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In whatever order writes arrive, the same one stands: the one of the highest clock, then hlc, then op id. */
class LastWriterTest {
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
    void the_higher_clock_wins_as_a_number() {
        in.push(laptop, in.kv("a", "z", 9, "nine"));
        assertThat(in.one(phone, in.kv("a", "a", 10, "ten")).status()).isEqualTo(Status.APPLIED);
        assertThat(in.one(phone, in.kv("a", "zz", 9, "nine again")).status()).isEqualTo(Status.SUPERSEDED);
    }

    @Test
    void of_one_clock_the_higher_hlc_wins_and_of_one_hlc_the_higher_op_id() {
        Hlc low = new Hlc(in.clock.instant().toEpochMilli(), 0, 0x7fffffffffffffffL);
        Hlc high = new Hlc(low.millis(), 0, 0x8000000000000000L);
        in.push(laptop, Workspaces.at(in.kv("a", "B", 1, "low"), low));
        assertThat(in.one(phone, Workspaces.at(in.kv("a", "A", 1, "high"), high))
                        .status())
                .isEqualTo(Status.APPLIED);
        assertThat(in.one(phone, Workspaces.at(in.kv("a", "Z", 1, "low"), low)).status())
                .isEqualTo(Status.SUPERSEDED);
        assertThat(in.one(phone, Workspaces.at(in.kv("a", "a", 1, "op"), high)).status())
                .isEqualTo(Status.APPLIED);
        assertThat(in.one(phone, Workspaces.at(in.kv("a", "Z", 1, "op"), high)).status())
                .as("bytewise: Z comes before a")
                .isEqualTo(Status.SUPERSEDED);
    }

    @Test
    void a_delete_takes_part_with_its_clock() {
        in.push(laptop, in.kv("a", "1", 5, 5));
        assertThat(in.one(phone, in.delete("kv", "a", "2", 4)).status()).isEqualTo(Status.SUPERSEDED);
        assertThat(in.one(phone, in.delete("kv", "a", "3", 6)).status()).isEqualTo(Status.APPLIED);
        assertThat(in.one(phone, in.kv("a", "4", 7, 7)).status()).isEqualTo(Status.APPLIED);
        assertThat(
                        in.texts(
                                "select value::text || ' ' || deleted || ' ' || coalesce(deleted_at::text, '-') from synced_kv"))
                .containsExactly("7 false -");
        assertThat(in.texts("select count(*) from tombstones")).containsExactly("0");
    }

    @Test
    void a_leap_of_the_clock_and_a_time_to_come_are_refused_with_the_servers_time() {
        in.push(laptop, in.kv("a", "1", 1_000_000, 1));
        assertThat(in.one(laptop, in.kv("b", "2", 1_000_001, 1)).errorCode()).isEqualTo(Code.VALIDATION_ERROR);
        assertThat(in.one(laptop, in.kv("b", "2", Long.MAX_VALUE, 1)).errorCode())
                .isEqualTo(Code.VALIDATION_ERROR);
        assertThat(in.one(laptop, in.kv("a", "3", 2_000_000, 1)).status()).isEqualTo(Status.APPLIED);
        Hlc ahead = new Hlc(in.clock.instant().toEpochMilli() + 60_000, 1, 1);
        assertThat(in.one(laptop, Workspaces.at(in.kv("c", "4", 1, 1), ahead)).status())
                .isEqualTo(Status.APPLIED);
        OpResult refused = in.one(laptop, Workspaces.at(in.kv("d", "5", 1, 1), new Hlc(ahead.millis() + 1, 0, 1)));
        assertThat(refused.errorCode()).isEqualTo(Code.VALIDATION_ERROR);
        assertThat(refused.error()).contains(in.clock.instant().toString());
    }

    @Test
    void an_op_sees_what_its_push_did_before_it() {
        assertThat(in.push(laptop, in.kv("a", "1", 3, 3), in.kv("a", "2", 2, 2), in.kv("a", "3", 4, 4))
                        .results())
                .extracting(OpResult::status)
                .containsExactly(Status.APPLIED, Status.SUPERSEDED, Status.APPLIED);
        assertThat(in.texts("select value from synced_kv")).containsExactly("4");
        in.push(laptop, in.kv("b", "4", 1, 1), in.delete("kv", "b", "5", 2), in.kv("b", "6", 3, 3));
        in.push(laptop, in.delete("kv", "a", "7", 5), in.kv("a", "8", 6, 6), in.delete("kv", "a", "9", 7));
        assertThat(in.texts("select name || deleted from synced_kv order by 1")).containsExactly("atrue", "bfalse");
        assertThat(in.texts("select pk from tombstones")).containsExactly("a");
    }

    /** The same writes, in pushes of any size and any order, lead to the fold of them all. */
    @Test
    void any_order_of_arrival_comes_to_the_same_end() {
        for (long seed = 1; seed <= 25; seed++) {
            Random random = new Random(seed);
            List<PendingOp> ops = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String key = "s" + seed + "-" + random.nextInt(4);
                String id = "s" + seed + "-" + i;
                long clock = 1L + random.nextInt(3);
                PendingOp op = random.nextInt(3) == 0 ? in.delete("kv", key, id, clock) : in.kv(key, id, clock, i);
                ops.add(Workspaces.at(op, in.hlc(random.nextInt(2))));
            }
            Map<String, PendingOp> expected = new HashMap<>();
            ops.forEach(op ->
                    expected.merge(op.pk(), op, (a, b) -> ChangeStamp.ORDER.compare(a.stamp(), b.stamp()) > 0 ? a : b));
            List<PendingOp> arriving = new ArrayList<>(ops);
            arriving.addAll(ops.subList(0, 10));
            Collections.shuffle(arriving, random);
            while (!arriving.isEmpty()) {
                List<PendingOp> push = arriving.subList(0, Math.min(arriving.size(), 1 + random.nextInt(9)));
                in.push(laptop, push.toArray(PendingOp[]::new));
                push.clear();
            }
            Map<String, SyncChange> stands = new HashMap<>();
            in.snapshot(phone, null, 100).forEach(change -> stands.put(change.pk(), change));
            Map<String, SyncChange> replayed = new HashMap<>();
            in.pull(phone, 0).forEach(change -> replayed.put(change.pk(), change));
            expected.forEach((key, op) -> {
                SyncChange at = Objects.requireNonNull(stands.get(key));
                assertThat(at.stamp().isOf(op.stamp())).as(key).isTrue();
                assertThat(at.op()).isEqualTo(op.op());
                assertThat(at.payload())
                        .isEqualTo(
                                op.op() == OpKind.DELETE ? null : op.canonical().payload());
                assertThat(at).isEqualTo(replayed.get(key));
            });
            in = new Workspaces(database);
        }
    }
}
