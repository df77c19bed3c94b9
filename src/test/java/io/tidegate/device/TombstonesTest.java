package io.tidegate.device;

import static io.tidegate.device.Workspaces.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.Limits;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.OpResult.Status;
import io.tidegate.testing.TestDatabase;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was deleted does not come back by an older write. */
class TombstonesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Device laptop = device(1, "laptop");
    private Workspaces in;

    @BeforeEach
    void begin() {
        in = new Workspaces(database);
    }

    @Test
    void a_put_older_than_its_tombstone_is_superseded_by_the_delete() {
        in.push(laptop, in.kv("a", "1", 1, 1), in.delete("kv", "a", "2", 3), in.delete("kv", "never", "3", 3));
        for (String key : new String[] {"a", "never"}) {
            OpResult late = in.one(laptop, in.kv(key, "late" + key, 2, 2));
            assertThat(late.status()).isEqualTo(Status.SUPERSEDED);
            SyncChange winner = Objects.requireNonNull(late.winner());
            assertThat(winner.op()).isEqualTo(OpKind.DELETE);
            assertThat(winner.stamp().clock()).isEqualTo(3);
        }
        assertThat(in.texts("select count(*) from synced_kv where not deleted")).containsExactly("0");
    }

    @Test
    void a_put_of_before_the_retention_makes_no_row_and_has_no_winner() {
        long kept = in.clock.instant().minus(Limits.RETENTION).toEpochMilli();
        PendingOp old = Workspaces.at(in.kv("a", "1", 1, 1), new Hlc(kept - 1, 0, 1));
        assertThat(in.one(laptop, old)).isEqualTo(OpResult.superseded("1", null));
        PendingOp kin = Workspaces.at(in.kv("b", "2", 1, 1), new Hlc(kept + 1, 0, 1));
        assertThat(in.one(laptop, kin)).isEqualTo(OpResult.applied("2", 1));
    }

    @Test
    void an_old_write_to_a_row_that_stands_is_taken() {
        in.push(laptop, in.kv("a", "1", 1, 1));
        PendingOp old = Workspaces.at(in.kv("a", "2", 2, 2), new Hlc(1, 0, 1));
        assertThat(in.one(laptop, old).status()).isEqualTo(Status.APPLIED);
        assertThat(in.one(laptop, Workspaces.at(in.delete("kv", "b", "3", 1), new Hlc(1, 0, 1)))
                        .status())
                .isEqualTo(Status.APPLIED);
    }

    @Test
    void a_delete_of_a_higher_clock_updates_the_tombstone() {
        in.push(laptop, in.kv("a", "1", 1, 1));
        in.push(laptop, in.delete("kv", "a", "2", 2));
        assertThat(in.one(laptop, in.delete("kv", "a", "3", 5)).status()).isEqualTo(Status.APPLIED);
        assertThat(in.one(laptop, in.delete("kv", "a", "4", 4)).status()).isEqualTo(Status.SUPERSEDED);
        assertThat(in.texts("select clock || ' ' || op_id || ' ' || server_version from tombstones"))
                .containsExactly("5 3 3");
        assertThat(in.texts("select clock || ' ' || op_id || ' ' || server_version || deleted from synced_kv"))
                .containsExactly("5 3 3true");
        assertThat(in.one(laptop, in.kv("a", "5", 4, 4)).status()).isEqualTo(Status.SUPERSEDED);
    }
}
