package io.tidegate.device.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.Device;
import io.tidegate.device.DeviceGateway;
import io.tidegate.device.DeviceRole;
import io.tidegate.protocol.wire.SyncScope;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Whose turn it is to be told that all is well. */
class HubTest {
    private static final int EACH_TURN = 3;

    private final RuntimeException refusal = new IllegalStateException("revoked");
    private final DeviceGateway unasked =
            new DeviceGateway(new OrganizationScope(new PGSimpleDataSource()), InstantSource.system());
    private final Hub hub = new Hub(unasked, task -> {});
    private final List<Long> ended = new ArrayList<>();

    @Test
    void each_has_one_turn_and_all_turns_have_as_many() {
        watchAll();
        Set<Long> all = Set.copyOf(
                LongStream.rangeClosed(1, (long) EACH_TURN * Hub.TURNS).boxed().toList());
        for (int turn = 0; turn < Hub.TURNS; turn++) {
            List<Long> asked = new ArrayList<>();
            int before = ended.size();
            hub.beat(
                    turn,
                    tokens -> {
                        asked.addAll(tokens);
                        return Set.of();
                    },
                    refusal);
            assertThat(asked).hasSize(EACH_TURN);
            assertThat(ended.subList(before, ended.size())).containsExactlyInAnyOrderElementsOf(asked);
        }
        assertThat(ended).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void those_alone_end_of_whom_nobody_could_be_asked() {
        watchAll();
        hub.beat(
                4,
                tokens -> {
                    throw refusal;
                },
                new IllegalStateException("that is for those who were asked about"));
        assertThat(ended).containsExactlyInAnyOrder(4L, 19L, 34L);
    }

    private void watchAll() {
        Device device = new Device(1, "acme", 1, "phone", DeviceRole.EDITOR);
        for (long token = 1; token <= (long) EACH_TURN * Hub.TURNS; token++) {
            Watch watch = new Watch(device, token, SyncScope.of("acme"), 0, Set.of());
            hub.join(new Watcher(watch, new Ended(token), unasked, Runnable::run, task -> {}));
        }
    }

    /** Notes by whose token it ended, and why. */
    private final class Ended implements Outlet {
        private final long token;

        Ended(long token) {
            this.token = token;
        }

        @Override
        public void end(@Nullable RuntimeException why) {
            assertThat(why).isSameAs(refusal);
            ended.add(token);
        }

        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public void tell(List<Told> changes, long to, long floor) {
            throw new AssertionError("nothing was read");
        }

        @Override
        public void beat(long position) {
            throw new AssertionError("nobody may watch still");
        }

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void whenRoom(Runnable next) {
            next.run();
        }
    }
}
