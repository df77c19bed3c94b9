package io.tidegate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.protocol.Merge.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The last writer wins, and everybody names the same one. */
class MergeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long MILLIS = NOW.toEpochMilli();

    private static ChangeStamp stamp(long clock, long millis, String op) {
        return new ChangeStamp("d", op, new Hlc(millis, 0, 1), clock);
    }

    private static PendingOp put(ChangeStamp stamp) {
        return new PendingOp("kv", OpKind.PUT, "k", Map.of(), stamp);
    }

    @Test
    void clock_comes_before_hlc_and_hlc_before_op_id() {
        assertThat(stamp(10, 1, "a").beats(stamp(9, 2, "b"))).isTrue();
        assertThat(stamp(9, 2, "a").beats(stamp(9, 1, "b"))).isTrue();
        assertThat(stamp(9, 1, "b").beats(stamp(9, 1, "a"))).isTrue();
        assertThat(stamp(9, 1, "a").beats(stamp(9, 1, "a"))).isFalse();
        assertThat(stamp(9, 1, "a").isOf(new ChangeStamp(null, "a", new Hlc(1, 0, 1), 9)))
                .isTrue();
    }

    @Test
    void op_ids_compare_by_their_bytes() {
        // in UTF-16 the surrogates of the second would come first
        assertThat(stamp(1, 1, "😀").beats(stamp(1, 1, "\uffee"))).isTrue();
        assertThat(stamp(1, 1, "a").beats(stamp(1, 1, "Z"))).isTrue();
        assertThat(stamp(1, 1, "a0").beats(stamp(1, 1, "a"))).isTrue();
    }

    @Test
    void the_order_is_total() {
        Random random = new Random(3);
        List<ChangeStamp> stamps = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            stamps.add(stamp(random.nextInt(3), random.nextInt(3), "o" + random.nextInt(4)));
        }
        for (ChangeStamp a : stamps) {
            for (ChangeStamp b : stamps) {
                assertThat(a.beats(b) ? 1 : b.beats(a) ? -1 : 0)
                        .isEqualTo(Integer.signum(ChangeStamp.ORDER.compare(a, b)));
                assertThat(a.isOf(b)).isEqualTo(!a.beats(b) && !b.beats(a));
                for (ChangeStamp c : stamps) {
                    assertThat(a.beats(b) && b.beats(c) && !a.beats(c)).isFalse();
                }
            }
        }
    }

    @Test
    void a_write_is_applied_replayed_or_superseded() {
        ChangeStamp standing = stamp(5, MILLIS, "m");
        assertThat(Merge.judge(put(stamp(6, 0, "a")), standing, NOW)).isEqualTo(Verdict.APPLIED);
        assertThat(Merge.judge(put(standing), standing, NOW)).isEqualTo(Verdict.REPLAYED);
        assertThat(Merge.judge(put(stamp(4, MILLIS, "z")), standing, NOW)).isEqualTo(Verdict.SUPERSEDED);
        assertThat(Merge.judge(put(stamp(1, MILLIS, "z")), null, NOW)).isEqualTo(Verdict.APPLIED);
    }

    @Test
    void where_nothing_stands_a_put_of_before_the_retention_is_superseded_and_a_delete_is_not() {
        long kept = NOW.minus(Limits.RETENTION).toEpochMilli();
        assertThat(Merge.judge(put(stamp(1, kept, "a")), null, NOW)).isEqualTo(Verdict.APPLIED);
        assertThat(Merge.judge(put(stamp(1, kept - 1, "a")), null, NOW)).isEqualTo(Verdict.SUPERSEDED);
        PendingOp delete = new PendingOp("kv", OpKind.DELETE, "k", null, stamp(1, 0, "a"));
        assertThat(Merge.judge(delete, null, NOW)).isEqualTo(Verdict.APPLIED);
    }

    @Test
    void a_leap_and_a_time_to_come_are_refused_and_an_old_stamp_never() {
        assertThatCode(() -> Merge.requireSound(stamp(1_000_000, 0, "a"), null, NOW))
                .doesNotThrowAnyException();
        assertThatCode(() -> Merge.requireSound(stamp(1_000_007, MILLIS + 60_000, "a"), stamp(7, 0, "b"), NOW))
                .doesNotThrowAnyException();
        for (long clock : new long[] {1_000_001, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> Merge.requireSound(stamp(clock, 0, "a"), null, NOW))
                    .isInstanceOf(InvalidOpException.class)
                    .hasMessageContaining("clock " + clock);
        }
        assertThatThrownBy(() -> Merge.requireSound(stamp(1, MILLIS + 60_001, "a"), null, NOW))
                .isInstanceOf(InvalidOpException.class)
                .hasMessageContaining(NOW.toString());
    }

    @Test
    void any_order_of_writes_leaves_the_same_one() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            List<PendingOp> ops = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ops.add(put(stamp(1L + random.nextInt(3), MILLIS + random.nextInt(2), "o" + i)));
            }
            PendingOp best = ops.stream()
                    .max((a, b) -> ChangeStamp.ORDER.compare(a.stamp(), b.stamp()))
                    .orElseThrow();
            Collections.shuffle(ops, random);
            ChangeStamp stands = null;
            for (PendingOp op : ops) {
                stands = Merge.judge(op, stands, NOW) == Verdict.APPLIED ? op.stamp() : stands;
            }
            assertThat(stands).isEqualTo(best.stamp());
        }
    }

    @Test
    void stamps_compare_as_postgresql_compares_their_texts() {
        assertThat("ÿ".getBytes(StandardCharsets.UTF_8)[0]).isNegative();
        assertThat(stamp(1, 1, "ÿ").beats(stamp(1, 1, "z")))
                .as("bytes are unsigned")
                .isTrue();
    }
}
