package io.tidegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/tables.md promises to analysts. */
class ViewsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Pattern VIEW = Pattern.compile("(?m)^### ([a-z_]+)$");
    private static final Pattern NAMES = Pattern.compile("(?m)^\\| ([a-z_0-9, ]+) \\|");

    private static String document() throws IOException {
        return Files.readString(Path.of("docs", "tables.md"));
    }

    /** View and columns as the document tells them. */
    private static Map<String, List<String>> told() throws IOException {
        Map<String, List<String>> told = new LinkedHashMap<>();
        String text = document();
        List<MatchResult> views = VIEW.matcher(text).results().toList();
        for (MatchResult view : views) {
            String after = text.substring(view.end());
            String section = after.split("(?m)^##", 2)[0];
            List<String> columns = new ArrayList<>();
            NAMES.matcher(section)
                    .results()
                    .map(row -> row.group(1))
                    .filter(names -> !names.equals("column"))
                    .forEach(names -> columns.addAll(List.of(names.split(", "))));
            told.put(view.group(1), columns);
        }
        return told;
    }

    @Test
    void every_column_that_is_told_is_there_and_no_other() throws IOException {
        assertThat(told()).hasSize(7);
        told().forEach((view, columns) -> assertThat(
                        database.texts("select column_name from information_schema.columns where table_name = '" + view
                                + "' order by ordinal_position"))
                .as(view)
                .containsExactlyInAnyOrderElementsOf(columns));
    }

    @Test
    void every_view_of_ours_is_told_of() throws IOException {
        String text = document();
        assertThat(database.texts("select table_name from information_schema.views where table_schema = 'public'"))
                .isNotEmpty()
                .allSatisfy(view -> assertThat(text).contains(view));
    }

    @Test
    void whoever_asks_sees_what_they_may_see_of_the_tables() {
        assertThat(database.texts("select relname from pg_class c join pg_namespace n on n.oid = relnamespace"
                        + " where relkind = 'v' and nspname = 'public'"
                        + " and not coalesce('security_invoker=true' = any(reloptions), false)"))
                .isEmpty();
    }

    @Test
    void an_analyst_reads_every_view_and_no_credentials() throws IOException {
        String sql = document().split("```sql\n", 2)[1].split("```", 2)[0].replace("analyst", "analyst_of_test");
        Map<String, List<String>> told = told();
        rows();
        database.jdbi().useHandle(handle -> handle.createScript(sql).execute());
        database.jdbi().useTransaction(handle -> {
            handle.execute("set local role analyst_of_test");
            for (Map.Entry<String, List<String>> view : told.entrySet()) {
                assertThat(handle.createQuery("select " + String.join(", ", view.getValue()) + " from " + view.getKey())
                                .mapToMap()
                                .list())
                        .as(view.getKey())
                        .hasSize(1);
            }
            assertThat(handle.createQuery("select has_column_privilege('docks', 'credentials', 'select')")
                            .mapTo(Boolean.class)
                            .one())
                    .isFalse();
            handle.rollback();
        });
        database.jdbi().useHandle(handle -> handle.execute("drop owned by analyst_of_test; drop role analyst_of_test"));
    }

    /** One of everything. */
    private static void rows() {
        database.jdbi().useHandle(handle -> handle.createScript("""
                insert into docks (id, org_id, name, provider, lane_key, next_sync_at, created_at, updated_at)
                    values (1, 1, 'main', 'vultr', 'lane', now(), now(), now());
                insert into resources (id, org_id, dock_id, provider, resource_type, provider_resource_id, data,
                    fingerprint, first_seen_at, changed_at) values (1, 1, 1, 'vultr', 'servers', 'x', '{}', '', now(), now());
                insert into resource_changes (org_id, dock_id, resource_id, run, at, kind)
                    values (1, 1, 1, 1, now(), 'created');
                insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at)
                    values (1, 1, 1, 'vultr', 'full', 'manual', 'started', now());
                insert into sync_positions (dock_id, resource_type) values (1, 'servers');
                insert into sync_errors (org_id, dock_id, service, error_type, message, details, created_at)
                    values (1, 1, 'vultr', 'HTTP_500', 'words', '{"attempt":6,"status":500}', now());
                insert into rate_limit_logs (org_id, dock_id, provider, endpoint, method, at, headers)
                    values (1, 1, 'vultr', '/v2/x', 'GET', now(), '{}');
                insert into sync_metrics (org_id, dock_id, service, metric_type, period_start, successful_syncs,
                    partial_syncs, failed_syncs, total_items_synced, items_changed, items_deleted, requests,
                    total_duration_ms, avg_duration_ms, p50_duration_ms, p95_duration_ms, max_duration_ms, error_rate,
                    last_updated) values (1, 1, 'vultr', 'daily', now(), 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 0, now());
                """).execute());
    }
}
