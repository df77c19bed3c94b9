package io.tidegate.client.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.client.file.LocalFileException;
import io.tidegate.client.hook.Hooks;
import io.tidegate.client.hook.SyncEvent;
import io.tidegate.client.hook.SyncEvent.OpCaptured;
import io.tidegate.client.hook.SyncEvent.QueueFull;
import io.tidegate.client.outbox.OutboxFullException;
import io.tidegate.client.outbox.OutboxLimits;
import io.tidegate.client.outbox.OutboxOp;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.SyncTables;
import io.tidegate.protocol.TableSchema;
import io.tidegate.protocol.wire.SyncScope;
import io.tidegate.testing.SettableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is kept and captured together, or not at all. */
class LocalDatabaseTest {
    @TempDir
    private Path folder;

    private final SettableClock time = new SettableClock();
    private final List<SyncEvent> events = new ArrayList<>();
    private LocalDatabase database;
    private long seed;

    static Stream<TableSchema> writable() {
        return SyncTables.all().stream().filter(TableSchema::writable);
    }

    @BeforeEach
    void open() {
        database = open(settings());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_transaction_that_throws_keeps_neither_row_nor_op_and_tells_nothing() {
        assertThatThrownBy(() -> database.write(tx -> {
                    tx.put("kv", "theme", Map.of("value", "dark"));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(database.list("kv")).isEmpty();
        assertThat(database.outbox()).isEmpty();
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("writable")
    void each_create_update_and_delete_raises_the_clock_by_one_and_is_captured(TableSchema table) {
        String name = table.name();
        Map<String, Object> row = row(name);
        List<Long> clocks = new ArrayList<>();
        database.hooks()
                .on(OpCaptured.class, event -> clocks.add(event.op().stamp().clock()));
        database.write(tx -> tx.put(name, "1", row));
        database.write(tx -> tx.put(name, "1", row));
        database.write(tx -> {
            tx.delete(name, "1");
            tx.put(name, "1", row);
        });
        database.write(tx -> tx.delete(name, "1"));
        database.write(tx -> tx.put(name, "1", row));

        assertThat(clocks).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        OutboxOp op = database.outbox().get(0);
        LocalRow stands = database.list(name).get(0);
        assertThat(database.outbox()).hasSize(1);
        assertThat(op.op().stamp()).isEqualTo(stands.stamp());
        assertThat(op.op().payload()).isEqualTo(stands.payload());
        assertThat(stands.payload()).containsAllEntriesOf(row).containsKeys("createdAt", "updatedAt");
    }

    @Test
    void numbers_and_lists_come_back_as_they_were_put() {
        Map<String, Object> value = Map.of(
                "big", 9_007_199_254_740_993L, "exact", new BigDecimal("0.10"), "list", List.of(1L, "two", true));
        database.write(tx -> tx.put("kv", "odd", Map.of("value", value)));

        assertThat(database.list("kv").get(0).payload()).containsEntry("value", value);
    }

    @Test
    void a_message_is_ordered_by_index_then_by_the_op_that_created_it() {
        put("m1", Map.of("threadId", "t", "role", "user", "index", 1));
        put("m0", Map.of("threadId", "t", "role", "user", "index", 0));
        put("a1", Map.of("threadId", "t", "role", "user", "index", 1));
        put("m1", Map.of("threadId", "t", "role", "assistant", "index", 1));

        assertThat(database.list("messages", "thread_id", "t"))
                .extracting(LocalRow::pk)
                .containsExactly("m0", "m1", "a1");
        assertThat(database.query(
                        "explain query plan select * from messages where thread_id = ? and not deleted"
                                + " order by \"index\", order_key, id",
                        "t"))
                .extracting(row -> row.text("detail"))
                .anyMatch(detail -> detail.contains("messages_thread"));
    }

    @Test
    void a_pending_message_stays_on_the_device_until_it_is_put_without() {
        put("m", Map.of("threadId", "t", "role", "user", "index", 0, "pending", true));
        assertThat(database.outbox()).isEmpty();
        assertThat(database.list("messages")).singleElement().matches(LocalRow::pending);

        put("m", Map.of("threadId", "t", "role", "user", "index", 0));
        assertThat(database.outbox()).singleElement().satisfies(op -> {
            assertThat(op.op().stamp().clock()).isEqualTo(2);
            assertThat(op.op().payload()).doesNotContainKey("pending");
        });
    }

    @Test
    void what_the_schema_does_not_allow_is_refused_before_anything_is_kept() {
        assertThatThrownBy(() -> put("m", Map.of("threadId", "t", "role", "user")))
                .isInstanceOf(InvalidOpException.class)
                .hasMessage("messages.index is missing");
        assertThatThrownBy(() -> database.write(tx -> tx.put("kv", "k", Map.of("colour", "red"))))
                .hasMessage("kv has no column colour");
        assertThatThrownBy(() -> database.write(tx -> tx.put("kv", "k", Map.of("value", "x".repeat(70_000)))))
                .hasMessageContaining("65536 are taken");
        assertThatThrownBy(() -> database.write(tx -> tx.put("resources", "1", Map.of())))
                .isInstanceOf(InvalidOpException.class);
        assertThat(database.outbox()).isEmpty();
    }

    @Test
    void a_full_outbox_holds_writers_back_and_drops_nothing() {
        close();
        database = open(settings().with(new OutboxLimits(2, 1_000_000)));
        database.write(tx -> tx.put("kv", "1", Map.of()));
        database.write(tx -> tx.put("kv", "2", Map.of()));
        assertThatThrownBy(() -> database.write(tx -> tx.put("kv", "3", Map.of())))
                .isInstanceOf(OutboxFullException.class);
        database.write(tx -> tx.put("kv", "2", Map.of("value", "again")));

        assertThat(database.list("kv")).extracting(LocalRow::pk).containsExactly("1", "2");
        assertThat(events).contains(new QueueFull(2, 2));
    }

    @Test
    void the_clock_goes_on_after_a_restart_also_where_it_was_set_back() {
        Hlc before = write("1");
        close();
        time.tick(Duration.ofDays(-3));
        database = open(settings());
        Hlc after = write("2");

        assertThat(after).isGreaterThan(before);
        assertThat(after.node()).isEqualTo(before.node());
    }

    @Test
    void a_copy_of_the_file_on_another_device_reads_a_clock_of_its_own() {
        Hlc before = write("1");
        close();
        database = open(new LocalSettings(
                settings().file(), SyncScope.of("acme"), "phone", OutboxLimits.USUAL, false, Set.of()));

        assertThat(write("2").node()).isNotEqualTo(before.node());
    }

    @Test
    void a_file_is_opened_once_and_for_its_own_workspace() {
        assertThatThrownBy(() -> open(settings()))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("is open already");
        close();
        LocalSettings other = new LocalSettings(
                settings().file(), SyncScope.of("other"), "laptop", OutboxLimits.USUAL, false, Set.of());
        assertThatThrownBy(() -> open(other)).hasMessageContaining("holds workspace acme, not other");
        database = open(settings());
    }

    @Test
    void a_query_changes_nothing() {
        write("1");
        assertThatThrownBy(() -> database.query("delete from kv returning name"))
                .isInstanceOf(LocalFileException.class);
        assertThatThrownBy(() -> database.write(tx -> tx.query("delete from kv returning name")))
                .isInstanceOf(LocalFileException.class);
        assertThat(database.query("select count(*) as n from kv").get(0).number("n"))
                .isEqualTo(1);
    }

    @Test
    void how_often_a_file_is_named_is_derived() {
        database.write(tx -> tx.put("file_meta", "abc", Map.of("name", "a.pdf", "kind", "pdf")));
        database.write(tx -> tx.put("posts", "p", Map.of("title", "t", "fileHashes", List.of("abc"))));
        assertThat(database.query("select ref_count from file_references where hash = 'abc'")
                        .get(0)
                        .number("ref_count"))
                .isEqualTo(1);
    }

    private Hlc write(String key) {
        return database.transaction(tx -> tx.put("kv", key, Map.of())).stamp().hlc();
    }

    private void put(String id, Map<String, Object> message) {
        database.write(tx -> tx.put("messages", id, message));
    }

    private LocalSettings settings() {
        return LocalSettings.in(folder, SyncScope.of("acme"), "laptop").hasty();
    }

    private LocalDatabase open(LocalSettings settings) {
        Hooks hooks = new Hooks();
        hooks.onAll(events::add);
        seed++;
        return LocalDatabase.open(settings, time, new Random(seed), hooks);
    }

    private static Map<String, Object> row(String table) {
        return switch (table) {
            case "messages" -> Map.of("threadId", "t", "role", "user", "index", 7L, "data", Map.of("text", "hello"));
            case "projects", "file_meta" -> Map.of("name", "a name");
            case "posts" -> Map.of("title", "a title", "fileHashes", List.of("a", "b"));
            case "threads" -> Map.of("title", "a title", "pinned", true, "branchMode", "copy");
            default -> Map.of();
        };
    }
}
