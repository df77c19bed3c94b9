package io.tidegate.device;

import static io.tidegate.device.Workspaces.device;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.db.DatabaseException;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.testing.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pushes that wait for one workspace share a transaction, and nothing else: the test itself says when one is run. */
class SharedTransactionTest {
    private static final String POISON = """
            create function poison() returns trigger language plpgsql as $$
            begin
                raise exception 'this row is not to be committed';
            end $$;
            create constraint trigger poison after insert or update on synced_kv deferrable initially deferred
                for each row when (new.name = 'poison') execute function poison()
            """;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final Device laptop = device(1, "laptop");
    private final Device phone = device(1, "phone");
    private Workspaces in;

    @BeforeEach
    void begin() {
        in = new Workspaces(database);
        // fails at the commit, when all else went well
        database.jdbi().useHandle(handle -> handle.execute(POISON));
    }

    @AfterEach
    void end() {
        database.jdbi().useHandle(handle -> handle.execute("drop function poison cascade"));
    }

    private CompletableFuture<PushResult> push(Device device, PendingOp... ops) {
        return push(in.gateway, turns::add, device, ops);
    }

    private static CompletableFuture<PushResult> push(
            DeviceGateway gateway, Executor turns, Device device, PendingOp... ops) {
        return gateway.push(
                device,
                Workspaces.scope(device),
                List.of(ops).stream().map(PendingOp::json).toList(),
                turns);
    }

    private void runAll() {
        while (!turns.isEmpty()) {
            turns.remove().run();
        }
    }

    private List<String> transactions() {
        return in.texts("select count(distinct xmin::text) || ' of ' || count(*) from change_log");
    }

    @Test
    void pushes_that_wait_share_a_transaction_and_each_has_its_own_results() {
        CompletableFuture<PushResult> first = push(laptop, in.kv("a", "1", 1, 1), in.kv("b", "2", 1, 1));
        CompletableFuture<PushResult> second = push(phone, in.put("kv", "", "3", 1, Map.of()), in.kv("c", "4", 1, 1));
        CompletableFuture<PushResult> third = push(phone, in.kv("d", "5", 1, 1));
        assertThat(turns).hasSize(1);
        assertThat(first).isNotDone();
        runAll();
        assertThat(first.join().results()).containsExactly(OpResult.applied("1", 1), OpResult.applied("2", 2));
        assertThat(second.join().results().get(0).errorCode()).isEqualTo(Code.VALIDATION_ERROR);
        assertThat(second.join().results().get(1)).isEqualTo(OpResult.applied("4", 3));
        assertThat(third.join().results()).containsExactly(OpResult.applied("5", 4));
        assertThat(transactions()).containsExactly("1 of 4");
        assertThat(in.texts("select device_id from change_log order by server_version"))
                .containsExactly("laptop", "laptop", "phone", "phone");
    }

    @Test
    void they_see_what_those_before_them_did() {
        CompletableFuture<PushResult> first = push(laptop, in.kv("a", "1", 5, "x"));
        CompletableFuture<PushResult> again = push(laptop, in.kv("a", "1", 5, "x"));
        CompletableFuture<PushResult> other = push(phone, in.kv("a", "1", 5, "y"));
        CompletableFuture<PushResult> older = push(phone, in.kv("a", "2", 4, "z"));
        CompletableFuture<PushResult> gone = push(phone, in.delete("kv", "a", "3", 6));
        runAll();
        assertThat(first.join().results()).containsExactly(OpResult.applied("1", 1));
        assertThat(again.join().results()).containsExactly(OpResult.replayed("1", 1));
        assertThat(other.join().results().get(0).errorCode()).isEqualTo(Code.CONFLICT);
        OpResult lost = older.join().results().get(0);
        assertThat(lost.status()).isEqualTo(OpResult.Status.SUPERSEDED);
        assertThat(lost.winner()).isNotNull();
        assertThat(gone.join().results()).containsExactly(OpResult.applied("3", 2));
        assertThat(transactions()).containsExactly("1 of 2");
    }

    @Test
    void one_that_fails_at_the_commit_spoils_none_of_the_others_and_is_not_acknowledged() {
        CompletableFuture<PushResult> before = push(laptop, in.kv("a", "1", 1, 1));
        CompletableFuture<PushResult> poisoned = push(phone, in.kv("b", "2", 1, 1), in.kv("poison", "3", 1, 1));
        CompletableFuture<PushResult> after = push(laptop, in.kv("c", "4", 1, 1));
        runAll();
        assertThat(before.join().results()).containsExactly(OpResult.applied("1", 1));
        assertThat(after.join().results()).containsExactly(OpResult.applied("4", 2));
        assertThatThrownBy(poisoned::join).hasMessageContaining("not to be committed");
        assertThat(in.texts("select op_id from change_log order by server_version"))
                .containsExactly("1", "4");
        assertThat(in.gateway.counter(1).head()).isEqualTo(2);
    }

    @Test
    void one_that_went_away_while_it_waited_is_not_written() {
        CompletableFuture<PushResult> first = push(laptop, in.kv("a", "1", 1, 1));
        CompletableFuture<PushResult> second = push(laptop, in.kv("b", "2", 1, 1));
        CompletableFuture<PushResult> third = push(laptop, in.kv("c", "3", 1, 1));
        assertThat(first.cancel(false)).isTrue();
        assertThat(second.cancel(false)).isTrue();
        runAll();
        assertThat(third.join().results()).containsExactly(OpResult.applied("3", 1));
        CompletableFuture<PushResult> only = push(laptop, in.kv("d", "4", 1, 1));
        only.cancel(false);
        runAll();
        assertThat(in.texts("select op_id from change_log")).containsExactly("3");
        assertThat(in.one(laptop, in.kv("e", "5", 1, 1))).isEqualTo(OpResult.applied("5", 2));
    }

    @Test
    void one_whose_executor_ended_leaves_the_turn_to_the_next() {
        Executor ended = task -> {
            throw new RejectedExecutionException("ended");
        };
        assertThatThrownBy(() ->
                        push(in.gateway, ended, laptop, in.kv("a", "1", 1, 1)).join())
                .hasCauseInstanceOf(RejectedExecutionException.class);
        List<CompletableFuture<PushResult>> full = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            full.add(push(laptop, hundred("f" + i)));
        }
        CompletableFuture<PushResult> lost = push(in.gateway, ended, laptop, in.kv("c", "3", 1, 1));
        CompletableFuture<PushResult> last = push(laptop, in.kv("d", "4", 1, 1));
        runAll();
        assertThat(full).allMatch(CompletableFuture::isDone);
        assertThat(lost).isCompletedExceptionally();
        assertThat(last).isCompleted();
    }

    @Test
    void a_workspace_with_many_waiting_lets_another_have_its_turn() {
        List<CompletableFuture<PushResult>> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(push(laptop, hundred("m" + i)));
        }
        CompletableFuture<PushResult> other = push(device(2, "theirs"), in.kv("a", "1", 1, 1));
        turns.remove().run();
        assertThat(many.stream().filter(CompletableFuture::isDone)).hasSize(5);
        turns.remove().run();
        assertThat(other).isCompleted();
        assertThat(many.stream().filter(CompletableFuture::isDone)).hasSize(5);
        runAll();
        assertThat(many).allMatch(CompletableFuture::isDone);
        assertThat(in.texts("select count(distinct xmin::text) from change_log where workspace_id = 1"))
                .containsExactly("3");
    }

    private PendingOp[] hundred(String name) {
        PendingOp[] ops = new PendingOp[100];
        for (int i = 0; i < ops.length; i++) {
            ops[i] = in.kv(name + "-" + i, name + "-" + i, 1, i);
        }
        return ops;
    }

    @Test
    void a_database_that_is_away_refuses_all_who_wait_at_once() {
        AtomicInteger asked = new AtomicInteger();
        DataSource away = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new SQLException("away", "08006");
                    }
                    return method.invoke(database.dataSource(), arguments);
                });
        DeviceGateway gateway = new DeviceGateway(new OrganizationScope(away), in.clock);
        CompletableFuture<PushResult> first = push(gateway, turns::add, laptop, in.kv("a", "1", 1, 1));
        CompletableFuture<PushResult> second = push(gateway, turns::add, phone, in.kv("b", "2", 1, 1));
        runAll();
        assertThat(asked).hasValue(1);
        for (CompletableFuture<PushResult> each : List.of(first, second)) {
            assertThatThrownBy(each::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(DatabaseException.class);
        }
        CompletableFuture<PushResult> later = push(gateway, turns::add, laptop, in.kv("a", "1", 1, 1));
        runAll();
        assertThat(later.join().results()).containsExactly(OpResult.applied("1", 1));
    }

    @Test
    void a_device_that_missed_what_is_gone_is_refused_alone() {
        in.push(laptop, in.kv("a", "1", 1, 1), in.kv("b", "2", 1, 1));
        database.jdbi().useHandle(handle -> {
            handle.execute("insert into device_cursors values (1, 'phone', 1, 1, now(), now(), now())");
            handle.execute("update server_version_counter set floor = 2");
        });
        CompletableFuture<PushResult> known = push(laptop, in.kv("c", "3", 1, 1));
        CompletableFuture<PushResult> missed = push(phone, in.kv("d", "4", 1, 1));
        CompletableFuture<PushResult> last = push(laptop, in.kv("e", "5", 1, 1));
        runAll();
        assertThat(known.join().results()).containsExactly(OpResult.applied("3", 3));
        assertThat(last.join().results()).containsExactly(OpResult.applied("5", 4));
        assertThatThrownBy(missed::join)
                .cause()
                .isInstanceOfSatisfying(
                        SyncException.class, e -> assertThat(e.code()).isEqualTo(Code.SNAPSHOT_REQUIRED));
    }

    @Test
    void all_threads_that_push_through_one_gateway_are_answered() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<OpResult>> results = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                PendingOp op = in.kv("k" + i, "o" + i, 1, i);
                results.add(threads.submit(() -> in.one(laptop, op)));
            }
            List<Long> versions = new ArrayList<>();
            for (Future<OpResult> each : results) {
                versions.add(each.get(60, TimeUnit.SECONDS).serverVersion());
            }
            assertThat(versions)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 400).boxed().toList());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void who_is_interrupted_while_waiting_still_takes_its_turn() {
        Thread.currentThread().interrupt();
        OpResult result = in.one(laptop, in.kv("a", "1", 1, 1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isEqualTo(OpResult.applied("1", 1));
    }
}
