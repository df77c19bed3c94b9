package io.tidegate.device;

import static io.tidegate.device.Workspaces.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.protocol.Column;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.SyncTables;
import io.tidegate.protocol.TableSchema;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.testing.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every table takes each value that its schema allows, and gives it back the same by log, snapshot and winner. */
class TablesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Device laptop = device(1, "laptop");
    private Workspaces in;

    @BeforeEach
    void begin() {
        in = new Workspaces(database);
    }

    @Test
    void every_allowed_value_comes_back_as_it_went() {
        int op = 0;
        for (TableSchema table :
                SyncTables.all().stream().filter(TableSchema::writable).toList()) {
            for (Map<String, @Nullable Object> payload : payloads(table)) {
                op++;
                String pk = "r" + op;
                PendingOp put = in.put(table.name(), pk, "o" + op, 2, payload);
                OpResult applied = in.one(laptop, put);
                assertThat(applied.status()).as(put + ": " + applied).isEqualTo(OpResult.Status.APPLIED);
                assertThat(in.one(laptop, put).status()).as(put.toString()).isEqualTo(OpResult.Status.REPLAYED);
                SyncChange winner =
                        in.one(laptop, in.delete(table.name(), pk, "late", 1)).winner();
                SyncChange logged = in.pull(laptop, op - 1).get(0);
                assertThat(winner).as(put.toString()).isEqualTo(logged);
                assertThat(logged.pk()).isEqualTo(pk);
                assertThat(Objects.requireNonNull(logged.payload()).keySet())
                        .isEqualTo(Objects.requireNonNull(put.canonical().payload())
                                .keySet());
            }
        }
        Map<String, SyncChange> log = new HashMap<>();
        in.pull(laptop, 0).forEach(change -> log.put(change.pk(), change));
        List<SyncChange> snapshot = in.snapshot(laptop, null, 50);
        assertThat(snapshot).hasSize(op);
        snapshot.forEach(change -> assertThat(change).isEqualTo(log.get(change.pk())));
    }

    /** What a table requires and one more value, of each column and each value it may have. */
    private static List<Map<String, @Nullable Object>> payloads(TableSchema table) {
        List<Map<String, @Nullable Object>> payloads = new ArrayList<>();
        Map<String, @Nullable Object> least = new LinkedHashMap<>();
        table.columns().stream()
                .filter(Column::required)
                .forEach(column -> least.put(column.wire(), values(column).get(0)));
        payloads.add(least);
        for (Column column : table.columns()) {
            if (!column.name().equals(table.key())) {
                for (Object value : values(column)) {
                    Map<String, @Nullable Object> payload = new LinkedHashMap<>(least);
                    payload.put(column.wire(), value);
                    payloads.add(payload);
                }
            }
        }
        return payloads;
    }

    private static List<Object> values(Column column) {
        if (!column.allowed().isEmpty()) {
            return List.copyOf(new TreeSet<>(column.allowed()));
        }
        return switch (column.type()) {
            case TEXT -> List.of("", "a'\"\\ \n\u0001\u2028 ü 😀", "null", "x".repeat(60_000));
            case KEY -> List.of("k", "ü😀".repeat(66), " ", "../%00");
            case CLOCK -> List.of("000000000000-0000-0000000000000000", "ffffffffffff-ffff-ffffffffffffffff");
            case INTEGER -> List.of(0, -1, Long.MAX_VALUE, Long.MIN_VALUE);
            case FLAG -> List.of(true, false);
            case TIME ->
                List.of(
                        "2026-03-01T12:00:00.000Z",
                        "0001-01-01T00:00:00.000Z",
                        "1969-12-31T23:59:59.999Z",
                        "2024-02-29T23:59:59.001Z",
                        "9999-12-31T23:59:59.999Z");
            case TEXTS -> List.of(List.of(), List.of("a", "", "a\"b"));
            case JSON ->
                List.of(
                        Map.of(),
                        List.of(),
                        "",
                        "text",
                        false,
                        0,
                        -0.0,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        new BigDecimal("-1E-399"),
                        new BigDecimal("-9.9E+398"),
                        new BigDecimal("9".repeat(399) + "." + "9"),
                        BigInteger.TWO.pow(1_000).negate(),
                        Arrays.asList(1, null, Arrays.asList((Object) null)),
                        nested(63),
                        Map.of("", Map.of("a'\"\\ 😀", 1)));
        };
    }

    private static Object nested(int levels) {
        Object value = 1;
        for (int i = 0; i < levels; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("n", value);
        }
        return value;
    }

    @Test
    void each_table_of_the_registry_has_its_columns() {
        for (TableSchema table :
                SyncTables.all().stream().filter(TableSchema::writable).toList()) {
            List<String> expected = new ArrayList<>(List.of(
                    "workspace_id", table.key(), "deleted", "deleted_at", "clock", "hlc", "op_id", "device_id"));
            expected.add("server_version");
            table.columns().stream()
                    .map(Column::name)
                    .filter(name -> !name.equals(table.key()))
                    .forEach(expected::add);
            assertThat(in.texts("select column_name from information_schema.columns where table_name = 'synced_"
                            + table.name() + "'"))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
