package io.tidegate.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists as files. */
class ExportsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);

    @Test
    void a_list_of_several_portions_is_sent_whole_and_once() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("export-1"), "export-1");
        ApiRows.Ids others = ApiRows.fill(database, api.organization("export-2"), "export-2");
        many(ids, 2_500);
        many(others, 10);

        Answer export = api.ask(owner(ids), "GET", "/resources/export?type=domains&status=up", null);
        List<String> names = export.text()
                .lines()
                .map(ExportsTest::read)
                .map(line -> line.path("name").asText())
                .toList();
        assertThat(names).hasSize(2_500).doesNotHaveDuplicates();
        assertThat(export.header("Content-Disposition")).contains("export.ndjson");
        assertThat(database.texts("select action || ' ' || actor || ' ' || (detail ->> 'format') from audit_log"
                        + " where org_id = " + ids.organization()))
                .containsExactly("resource.export owner@example.org ndjson");
    }

    @Test
    void every_list_that_can_be_long_can_be_had_as_csv() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("export-3"), "export-3");

        for (String list : List.of("/resources", "/changes", "/events")) {
            List<String> lines = api.ask(owner(ids), "GET", list + "/export?format=csv", null)
                    .text()
                    .lines()
                    .toList();
            assertThat(lines).as(list).hasSize(2);
            assertThat(lines.get(0)).startsWith("id,dockId,");
        }
        List<String> audit = api.ask(owner(ids), "GET", "/audit/export?format=csv", null)
                .text()
                .lines()
                .toList();
        assertThat(audit.get(0)).startsWith("id,at,organization,actor");
        assertThat(audit).hasSize(4).last().asString().contains("resource.export");
    }

    @Test
    void one_document_holds_what_all_pages_together_hold() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("export-6"), "export-6");
        many(ids, 1_200);

        JsonNode document =
                read(api.ask(owner(ids), "GET", "/resources/export?format=json&type=domains&status=up", null)
                        .text());
        assertThat(document.path("items")).hasSize(1_200);
        assertThat(document.path("next").isNull()).isTrue();
        assertThat(read(api.ask(owner(ids), "GET", "/events/export?format=json&status=failed", null)
                                .text())
                        .path("items"))
                .isEmpty();
    }

    @Test
    void what_a_spreadsheet_would_run_is_text() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("export-4"), "export-4");
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update resources set name = '=cmd|''/c calc''!A0', status = '+1', region = 'a,\"b\"' || chr(13) || chr(10)"
                                + " where id = ?",
                        ids.resource()));

        String csv =
                api.ask(owner(ids), "GET", "/resources/export?format=csv", null).text();
        assertThat(csv).contains(",\"'=cmd|'/c calc'!A0\",\"'+1\",\"a,\"\"b\"\"\r\n\",");
        assertThat(api.ask(owner(ids), "GET", "/changes/export?format=csv", null)
                        .text())
                .contains("\"'=1+1\"");
    }

    @Test
    void filters_and_permissions_are_those_of_the_list() {
        ApiRows.Ids ids = ApiRows.fill(database, api.organization("export-5"), "export-5");

        assertThat(api.ask(owner(ids), "GET", "/events/export?status=failed", null)
                        .text())
                .isEmpty();
        assertThat(api.ask(owner(ids), "GET", "/events/export?format=xml", null).status())
                .isEqualTo(400);
        assertThat(api.ask(ApiFixture.actor(ids.organization(), Role.SUPPORT), "GET", "/audit/export", null)
                        .status())
                .isEqualTo(403);
    }

    private static void many(ApiRows.Ids ids, int count) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, name, status, data,"
                                + " fingerprint, first_seen_at, changed_at) select ?, ?, 'digitalocean', 'domains', n::text,"
                                + " 'd' || n, 'up', '{}', '', now(), now() from generate_series(1, ?) n",
                        ids.organization(),
                        ids.dock(),
                        count));
    }

    private static JsonNode read(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(line, e);
        }
    }

    private static Actor owner(ApiRows.Ids ids) {
        return ApiFixture.actor(ids.organization(), Role.OWNER);
    }
}
