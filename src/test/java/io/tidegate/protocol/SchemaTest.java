package io.tidegate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What tables take, and what they refuse with a message that can be shown. */
class SchemaTest {
    private static final String HLC = "019a1b2c3d4e-0000-00000000000000a1";

    private static Object nested(int levels) {
        Object value = 1;
        for (int i = 0; i < levels; i++) {
            value = List.of(value);
        }
        return value;
    }

    private static List<Object> sound(ColumnType type) {
        return switch (type) {
            case TEXT -> List.of("", "ü😀\n", "x".repeat(100_000));
            case KEY -> List.of("k", "ü".repeat(200), " ");
            case CLOCK -> List.of(HLC);
            case INTEGER -> List.of(1, Long.MIN_VALUE);
            case FLAG -> List.of(true, false);
            case TIME -> List.of("2026-03-01T12:00:00.000Z", "2024-02-29T23:59:59.999Z", "0001-01-01T00:00:00.000Z");
            case TEXTS -> List.of(List.of(), List.of("a", ""));
            case JSON ->
                List.of(
                        Map.of("a", Arrays.asList(1, null, 2.5, true)),
                        nested(64),
                        -0.0,
                        new BigDecimal("1E+399"),
                        BigInteger.TWO.pow(1_199),
                        "text");
        };
    }

    private static List<Object> hostile(ColumnType type) {
        return switch (type) {
            case TEXT -> List.of("\0", "a\ud800", "\udc00a", "\ud800\ud800", 1, true, List.of(), Map.of());
            case KEY -> List.of("", "k".repeat(201), "\0", "\udfff", 1, List.of("k"));
            case CLOCK -> List.of("", HLC.toUpperCase(Locale.ROOT), HLC + " ", 1, "019a1b2c3d4e");
            case INTEGER -> List.of("1", 1.0, new BigDecimal("1"), BigInteger.TWO.pow(63), true);
            case FLAG -> List.of("true", 0, 1, List.of());
            case TIME ->
                List.of(
                        "2026-03-01T12:00:00Z",
                        "2026-03-01T12:00:00.0000Z",
                        "2026-03-01T12:00:00.000+00:00",
                        "2026-03-01 12:00:00.000Z",
                        "2026-02-30T12:00:00.000Z",
                        "2025-02-29T12:00:00.000Z",
                        "2026-03-01T24:00:00.000Z",
                        "2016-12-31T23:59:60.000Z",
                        "0000-01-01T00:00:00.000Z",
                        "+12026-03-01T12:00:00.000Z",
                        "٢٠٢٦-03-01T12:00:00.000Z",
                        "infinity",
                        1_764_000_000_000L);
            case TEXTS -> List.of("a", List.of(1), Arrays.asList("a", null), List.of("\0"), Map.of());
            case JSON ->
                List.of(
                        nested(65),
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        1.5f,
                        new BigDecimal("1E+400"),
                        new BigDecimal("1E-402"),
                        new BigDecimal("1E+2147483647"),
                        new BigDecimal("1E-2147483647"),
                        new BigDecimal("0E-100000"),
                        BigInteger.TWO.pow(1_200),
                        "\0",
                        Map.of("\0", 1),
                        Map.of("\ud800", 1),
                        Map.of(1, 1),
                        List.of("\udfff"),
                        new Object());
        };
    }

    @ParameterizedTest
    @EnumSource
    void a_type_takes_what_it_says_and_nothing_else(ColumnType type) {
        sound(type)
                .forEach(value ->
                        assertThat(type.holds(value)).as(type + ": " + value).isTrue());
        hostile(type)
                .forEach(value ->
                        assertThat(type.holds(value)).as(type + ": " + value).isFalse());
    }

    @Test
    void every_column_of_every_table_is_checked() {
        for (TableSchema table : SyncTables.all()) {
            Map<String, @Nullable Object> least = least(table);
            assertThatCode(() -> table.check("k", least)).doesNotThrowAnyException();
            for (Column column : table.columns()) {
                for (Object value : hostile(column.type())) {
                    Map<String, @Nullable Object> payload = least(table);
                    payload.put(column.wire(), value);
                    assertThatThrownBy(() -> table.check("k", payload))
                            .as(table.name() + "." + column.wire() + " " + value)
                            .isInstanceOf(InvalidOpException.class)
                            .hasMessageContaining(table.name() + "." + column.wire());
                }
                if (column.required()) {
                    Map<String, @Nullable Object> without = least(table);
                    without.put(column.wire(), null);
                    assertThatThrownBy(() -> table.check("k", without)).hasMessageContaining("is missing");
                    without.remove(column.wire());
                    assertThatThrownBy(() -> table.check("k", without)).hasMessageContaining("is missing");
                }
            }
        }
    }

    private static Map<String, @Nullable Object> least(TableSchema table) {
        Map<String, @Nullable Object> least = new LinkedHashMap<>();
        table.columns().stream()
                .filter(Column::required)
                .forEach(column -> least.put(column.wire(), sound(column.type()).get(0)));
        return least;
    }

    @Test
    void what_the_server_keeps_for_itself_is_no_column() {
        for (TableSchema table : SyncTables.all()) {
            for (String name :
                    List.of("deleted", "deletedAt", "clock", "hlc", "workspaceId", "pending", "refCount", "")) {
                Map<String, @Nullable Object> payload = least(table);
                payload.put(name, null);
                assertThatThrownBy(() -> table.check("k", payload)).hasMessageContaining("has no column");
            }
        }
    }

    @Test
    void a_message_can_be_shown_whatever_was_sent() {
        TableSchema kv = Objects.requireNonNull(SyncTables.find("kv"));
        for (String name : List.of("\0", "\ud800", "x".repeat(39) + "😀😀", "\u001b[31m", "y".repeat(10_000))) {
            assertThatThrownBy(() -> kv.check("k", Collections.singletonMap(name, 1)))
                    .satisfies(e -> assertThat(e.getMessage())
                            .matches("kv has no column [\\x20-\\x7e]*…?")
                            .hasSizeLessThan(80));
        }
    }

    @Test
    void the_keys_column_repeats_the_key_or_is_left_out() {
        TableSchema kv = Objects.requireNonNull(SyncTables.find("kv"));
        assertThatCode(() -> kv.check("k", Map.of("name", "k"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> kv.check("k", Map.of("name", "other"))).hasMessageContaining("its key");
        assertThat(kv.canonical("k", Map.of())).isEqualTo(Map.of("name", "k"));
    }

    @Test
    void the_canonical_form_leaves_out_what_is_null_and_nothing_within_a_value() {
        TableSchema posts = Objects.requireNonNull(SyncTables.find("posts"));
        Map<String, @Nullable Object> meta = Collections.singletonMap("inner", null);
        Map<String, @Nullable Object> payload = new HashMap<>();
        payload.put("content", null);
        payload.put("meta", meta);
        payload.put("title", "T");
        Map<String, @Nullable Object> canonical = posts.canonical("k", payload);
        assertThat(canonical).isEqualTo(Map.of("title", "T", "meta", meta));
        assertThat(posts.canonical("k", canonical)).isEqualTo(canonical);
    }

    @Test
    void names_on_the_wire_are_camel_case_and_differ() {
        for (TableSchema table : SyncTables.all()) {
            assertThat(table.byWire()).hasSize(table.columns().size());
            table.byWire().keySet().forEach(name -> assertThat(name).matches("[a-z][a-zA-Z]*"));
        }
        List<String> names = new ArrayList<>();
        SyncTables.all().forEach(table -> names.add(table.name()));
        assertThat(names).containsExactly("threads", "messages", "projects", "posts", "kv", "file_meta", "resources");
    }
}
