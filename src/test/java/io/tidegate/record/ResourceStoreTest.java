package io.tidegate.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.json.Differences;
import io.tidegate.json.Json;
import io.tidegate.record.ResourceStore.Absent;
import io.tidegate.record.ResourceStore.Known;
import io.tidegate.record.ResourceStore.ListKey;
import io.tidegate.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResourceStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T06:40:13.123456Z");
    private static final ListKey SERVERS = new ListKey(7, "servers", "");
    private static final String INSERT = """
            insert into resources (org_id, dock_id, provider, resource_type, parent_key, provider_resource_id, data,
                fingerprint, first_seen_at, changed_at, deleted_at, missing_since, missing_listings, provisioning_source)
            values (1, :dock, 'acme', 'servers', '', :id, cast(:data as jsonb), decode(repeat('0f', 16), 'hex'), :now, :now,
                case when :deleted then :now end, case when :missing > 0 then :since end, :missing, :source)
            """;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ResourceStore store = new ResourceStore(database.jdbi(), new ObjectMapper());

    @BeforeEach
    void empty() {
        database.clear("resources", "sync_pages", "sync_positions", "docks");
    }

    @Test
    void known_rows_come_with_fingerprint_and_fate() {
        insert(7, "a", false, 0);
        insert(7, "b", true, 0);
        insert(7, "c", false, 2);
        insert(8, "d", false, 0);

        Map<String, Known> known = store.known(SERVERS, List.of("a", "b", "c", "d", "e"));

        String print = "0f".repeat(16);
        assertThat(known)
                .isEqualTo(Map.of(
                        "a", new Known(print, false, false),
                        "b", new Known(print, true, false),
                        "c", new Known(print, false, true)));
        assertThat(store.known(SERVERS, List.of())).isEmpty();
    }

    @Test
    void a_stored_number_is_read_with_all_its_digits() {
        String text = "{\"id\":1,\"n\":0.12345678901234567890123456789,\"m\":1e70}";
        insert(7, "a", text);
        assertThat(Differences.between(
                        Objects.requireNonNull(store.data(SERVERS, List.of("a")).get("a")), Json.tree(text)))
                .isEmpty();
    }

    @Test
    void parents_are_the_live_records_of_the_dock_that_its_last_listing_held() {
        insert(7, "b", false, 0);
        insert(7, "a", false, 0);
        insert(7, "missing", false, 1);
        insert(7, "gone", true, 0);
        insert(8, "other", false, 0);
        assertThat(store.parents(7, "servers")).containsExactly("a", "b");
    }

    @Test
    void what_the_pages_of_a_listing_lacked_is_counted() {
        for (String id : List.of("seen1", "seen2", "new", "second", "third", "young")) {
            int missing = Map.of("second", 1, "third", 2, "young", 2).getOrDefault(id, 0);
            insert(7, id, false, missing);
        }
        insert(7, "gone", true, 0);
        page(1, "seen1");
        page(2, "seen2", "unheard-of");
        page(3, "new");
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update resources set missing_since = :late where provider_resource_id = 'young'")
                        .bind("late", NOW)
                        .execute());

        Absent absent = store.absent(SERVERS, new ResourceStore.Measure(1, 2, 2, NOW.minusSeconds(600)));

        assertThat(absent).isEqualTo(new Absent(6, 4, 3, 1, false, new ResourceStore.OfType(6, 0, 0)));
    }

    private static void page(int number, String... ids) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "insert into sync_pages (dock_id, resource_type, page, ids) values (7, 'servers', :page, :ids)")
                        .bind("page", number)
                        .bindArray("ids", String.class, (Object[]) ids)
                        .execute());
    }

    private static void insert(long dock, String id, boolean deleted, int missing) {
        insert(dock, id, "{}", deleted, missing);
    }

    private static void insert(long dock, String id, String data) {
        insert(dock, id, data, false, 0);
    }

    private static void insert(long dock, String id, String data, boolean deleted, int missing) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(INSERT)
                        .bind("dock", dock)
                        .bind("id", id)
                        .bind("data", data)
                        .bind("now", NOW)
                        .bind("deleted", deleted)
                        .bind("missing", missing)
                        .bind("since", NOW.minusSeconds(3600))
                        .bind("source", (String) null)
                        .execute());
    }
}
