package io.tidegate.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.record.ResourceCountStore.Live;
import io.tidegate.testing.TestDatabase;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResourceCountStoreTest {
    private static final String INSERT = """
            insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, data, fingerprint,
                                   first_seen_at, changed_at, deleted_at)
            select 1, ?, 'p', ?, n::text, '{}', '', now(), now(), case when n > ? then now() end
            from generate_series(1, 10) as n
            on conflict (dock_id, resource_type, parent_key, provider_resource_id) do update set deleted_at = null
            """;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ResourceCountStore counts = new ResourceCountStore(database.jdbi());

    @BeforeEach
    void clear() {
        database.clear("resources");
    }

    @AfterEach
    void they_are_what_counting_finds() {
        assertThat(database.texts(TestDatabase.MISCOUNTED)).containsExactly("0");
    }

    @Test
    void what_is_there_already_or_came_deleted_counts_once_or_not_at_all() {
        execute(INSERT, 7, "servers", 6);
        assertThat(counts.live()).containsExactly(new Live(7, "servers", 6));

        execute(INSERT, 7, "servers", 0);

        assertThat(counts.live()).containsExactly(new Live(7, "servers", 10));
    }

    @Test
    void several_types_change_in_one_statement() {
        execute(INSERT, 7, "servers", 10);
        execute(INSERT, 7, "domains", 9);
        execute(INSERT, 8, "domains", 10);

        execute("update resources set deleted_at = now() where dock_id = 7 and provider_resource_id <> '1'");
        execute("update resources set resource_type = 'zones' where dock_id = 8 and provider_resource_id = '2'");
        execute("update resources set name = 'same'");

        assertThat(counts.live())
                .containsExactly(
                        new Live(7, "domains", 1),
                        new Live(7, "servers", 1),
                        new Live(8, "domains", 9),
                        new Live(8, "zones", 1));
    }

    @Test
    void a_statement_that_inserts_changes_and_deletes_is_counted_once() {
        execute(INSERT, 7, "servers", 10);

        execute("""
                with gone as (update resources set deleted_at = now() where provider_resource_id in ('1', '2') returning 1),
                     kept as (update resources set name = 'kept' where provider_resource_id = '3' returning 1),
                     made as (insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, data,
                             fingerprint, first_seen_at, changed_at)
                         values (1, 7, 'p', 'servers', '11', '{}', '', now(), now()) returning 1)
                delete from resources where provider_resource_id = '4'
                """);

        assertThat(counts.live()).containsExactly(new Live(7, "servers", 8));
    }

    @Test
    void what_is_rolled_back_was_never_counted() {
        execute(INSERT, 7, "servers", 5);

        assertThatThrownBy(() -> database.jdbi().useTransaction(handle -> {
                    handle.execute("delete from resources where provider_resource_id = '1'");
                    handle.execute(INSERT, 7, "domains", 5);
                    throw new IllegalStateException("crash");
                }))
                .hasMessage("crash");

        assertThat(counts.live()).containsExactly(new Live(7, "servers", 5));
    }

    @Test
    void two_who_write_the_same_type_at_once_are_both_counted() {
        execute(INSERT, 7, "servers", 10);
        CompletableFuture<?> other;
        try (Handle first = database.jdbi().open()) {
            first.begin();
            first.execute("delete from resources where provider_resource_id = '1'");
            other = CompletableFuture.runAsync(
                    () -> execute("update resources set deleted_at = now() where provider_resource_id = '2'"));
            first.commit();
        }
        other.join();

        assertThat(counts.live()).containsExactly(new Live(7, "servers", 8));
    }

    @Test
    void nothing_is_left_of_a_dock_whose_records_are_erased() {
        execute(INSERT, 7, "servers", 5);
        execute(INSERT, 7, "domains", 5);

        execute("delete from resources where dock_id = 7");

        assertThat(database.texts("select count(*) from resource_counts")).containsExactly("0");
    }

    private static void execute(String statement, Object... values) {
        database.jdbi().useHandle(handle -> handle.execute(statement, values));
    }
}
