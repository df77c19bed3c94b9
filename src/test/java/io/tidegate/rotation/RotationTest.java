package io.tidegate.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.rotation.Rotation.Outcome;
import io.tidegate.rotation.Rotation.Step;
import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.IndexKeyStore;
import io.tidegate.vault.KeyRing;
import io.tidegate.vault.MasterKey;
import io.tidegate.vault.MasterKeyFile;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RotationTest {
    private static final int DOCKS = 450;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private @Nullable RotationBed bed;

    @BeforeEach
    void makeBed() {
        bed = new RotationBed(database, home);
    }

    @Test
    void every_value_names_the_new_key_and_the_old_one_is_gone() throws Exception {
        Vault before = bed().process();
        String old = before.keyId();
        bed().fill(before, DOCKS);
        String boxes = bed().boxes();
        List<Step> steps = new ArrayList<>();
        Outcome outcome = bed().rotate(false, steps::add);
        assertThat(outcome).isEqualTo(new Outcome(List.of(old), List.of()));
        assertThat(new MasterKeyFile(bed().file()).read()).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bed().file())))
                .isEqualTo("rw-------");
        assertThat(steps).contains(new Step.Wrapped(DOCKS, 2 * DOCKS + 2), new Step.Verified(2 * DOCKS + 2));
        assertThat(bed().dump()).doesNotContain(old).contains(bed().process().keyId());
        assertThat(bed().boxes()).as("what is sealed was not opened").isEqualTo(boxes);
        bed().assertOpens(bed().process(), DOCKS);
    }

    @Test
    void a_process_that_holds_the_old_file_and_old_rows_goes_on() {
        Vault running = bed().process();
        Sealed rowFromBefore = running.seal("token-1", new Owner(1, 1));
        bed().fill(running, 3);
        bed().rotate(false, step -> {});
        bed().assertOpens(running, 3);
        assertThat(running.open(rowFromBefore, new Owner(1, 1))).isEqualTo("token-1");
        assertThat(running.seal("x", new Owner(1, 1)).keyId())
                .isEqualTo(bed().process().keyId());
    }

    @Test
    void scope_ids_and_marks_stay_whatever_the_master_key() {
        Vault derived = Vault.open(bed().settings());
        String scope = derived.scopeId("token");
        String mark = derived.mark("token");
        bed().fill(bed().process(), 1);
        bed().rotate(false, step -> {});
        bed().rotate(false, step -> {});
        assertThat(bed().process().scopeId("token")).isEqualTo(scope);
        assertThat(bed().process().mark("token")).isEqualTo(mark);
        assertThat(Vault.open(bed().settings()).scopeId("token")).isNotEqualTo(scope);
    }

    @Test
    void what_broke_off_anywhere_goes_on_with_the_same_key() {
        int steps = 0;
        for (int last = 1; steps == 0 || last <= steps; last++) {
            bed().emptyTables();
            Vault running = bed().process();
            bed().fill(running, DOCKS);
            BreakOff breakOff = new BreakOff(last);
            if (steps == 0) {
                BreakOff counting = new BreakOff(Integer.MAX_VALUE);
                bed().rotate(false, counting);
                steps = counting.seen;
                assertThat(steps).isGreaterThan(5);
            }
            assertThatThrownBy(() -> bed().rotate(false, breakOff)).hasMessage("killed");
            String begun = bed().process().keyId();
            bed().assertOpens(running, DOCKS);
            bed().assertOpens(bed().process(), DOCKS);
            List<Step> again = new ArrayList<>();
            assertThat(bed().rotate(false, again::add)).isNotNull();
            assertThat(again.get(0))
                    .isInstanceOfSatisfying(
                            Step.Begun.class, step -> assertThat(step.goesOn()).isTrue());
            assertThat(bed().process().keyId()).isEqualTo(begun);
            assertThat(new MasterKeyFile(bed().file()).read()).hasSize(1);
            bed().assertOpens(bed().process(), DOCKS);
        }
    }

    @Test
    void an_old_key_that_is_kept_does_not_look_like_a_rotation_that_broke_off() {
        bed().fill(bed().process(), 2);
        bed().rotate(true, step -> {});
        List<MasterKey> kept = new MasterKeyFile(bed().file()).read();
        assertThat(kept).hasSize(2);
        bed().rotate(true, step -> {});
        assertThat(new MasterKeyFile(bed().file()).read())
                .extracting(MasterKey::keyId)
                .hasSize(3)
                .endsWith(kept.get(0).keyId(), kept.get(1).keyId());
    }

    @Test
    void a_dock_that_is_set_meanwhile_keeps_what_it_was_given() {
        Vault running = bed().process();
        bed().fill(running, 3);
        bed().rotate(false, step -> {
            if (step instanceof Step.Begun) {
                bed().store("docks", "credentials", "id", 2, bed().process().seal("newer", new Owner(1, 2)));
            }
        });
        assertThat(bed().open(bed().process(), "docks", "credentials", "id", 2)).isEqualTo("newer");
    }

    @Test
    void a_row_that_somebody_holds_is_waited_for_and_what_he_writes_stays() throws Exception {
        Vault running = bed().process();
        bed().fill(running, 3);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Handle writer = database.jdbi().open()) {
            writer.begin();
            writer.execute("select from dock_tokens where dock_id = 2 for update");
            String answer =
                    running.seal("rotated-refresh-token", new Owner(1, 2)).toJson();
            CountDownLatch firstBatch = new CountDownLatch(1);
            Future<Outcome> rotating = threads.submit(() -> bed().rotate(false, step -> {
                if (step instanceof Step.Wrapped) {
                    firstBatch.countDown();
                }
            }));
            assertThat(firstBatch.await(20, TimeUnit.SECONDS)).isTrue();
            writer.execute("update dock_tokens set sealed = cast(? as jsonb) where dock_id = 2", answer);
            writer.commit();
            assertThat(rotating.get(20, TimeUnit.SECONDS)).isNotNull();
        } finally {
            threads.shutdownNow();
        }
        assertThat(bed().open(bed().process(), "dock_tokens", "sealed", "dock_id", 2))
                .isEqualTo("rotated-refresh-token");
    }

    @Test
    void nothing_that_the_old_key_sealed_comes_back() {
        KeyRing old = KeyRing.of(new MasterKeyFile(bed().made()).read());
        Vault stuck = new Vault(old, new IndexKeyStore(database.jdbi(), bed().clock));
        bed().fill(stuck, 2);
        bed().rotate(false, step -> {});
        Sealed late = stuck.seal("late", new Owner(1, 1));
        assertThatThrownBy(() -> bed().store("docks", "credentials", "id", 1, late))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContainingAll(old.keyId(), "was replaced by a rotation", "keys rotate");
        assertThatThrownBy(() -> bed().store("dock_tokens", "sealed", "dock_id", 1, late))
                .hasMessageContaining("was replaced by a rotation");
    }

    @Test
    void one_rotation_at_a_time() {
        bed().fill(bed().process(), 1);
        List<Boolean> refused = new ArrayList<>();
        bed().rotate(false, step -> {
            if (step instanceof Step.Begun) {
                refused.add(CompletableFuture.supplyAsync(() -> bed().rotateOrNull(true, other -> {}) == null)
                        .join());
            }
        });
        assertThat(refused).containsExactly(true);
    }

    @Test
    void a_value_that_was_changed_keeps_the_old_key() {
        bed().fill(bed().process(), 3);
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update docks set credentials = (select credentials from docks where id = 2) where id = 3"));
        Outcome outcome = bed().rotate(false, step -> {});
        assertThat(outcome.gone()).isEmpty();
        assertThat(outcome.stuck()).extracting(SealedStore.LostDock::id).containsExactly(3L);
        assertThat(new MasterKeyFile(bed().file()).read()).hasSize(2);
        bed().store("docks", "credentials", "id", 3, bed().process().seal("anew", new Owner(1, 3)));
        assertThat(bed().rotate(false, step -> {}).gone()).hasSize(1);
        assertThat(bed().open(bed().process(), "docks", "credentials", "id", 3)).isEqualTo("anew");
    }

    @Test
    void the_docks_of_a_lost_key_are_named_with_what_to_do() throws Exception {
        bed().fill(bed().process(), 2);
        String lost = bed().process().keyId();
        Files.delete(bed().file());
        LostKeys keys = new LostKeys(new SealedStore(database.jdbi()), Vault.keys(bed().settings()));
        assertThat(keys.message())
                .contains(lost, "2 docks", "1 (dock-1), 2 (dock-2)", "tidegate dock set", "--token-stdin");
        Vault without = bed().process();
        assertThat(without.scopeId("token")).as("new credentials can be set").hasSize(32);
        bed().store("docks", "credentials", "id", 1, without.seal("anew", new Owner(1, 1)));
        assertThat(keys.docks()).extracting(SealedStore.LostDock::id).containsExactly(2L);
        bed().store("docks", "credentials", "id", 2, without.seal("anew", new Owner(1, 2)));
        assertThat(keys.message()).isNull();
    }

    private RotationBed bed() {
        return Objects.requireNonNull(bed);
    }

    /** Dies at a step, as a process that is killed there. */
    private static final class BreakOff implements Consumer<Step> {
        private final int last;
        private int seen;

        BreakOff(int last) {
            this.last = last;
        }

        @Override
        public void accept(Step step) {
            if (++seen == last) {
                throw new IllegalStateException("killed");
            }
        }
    }
}
