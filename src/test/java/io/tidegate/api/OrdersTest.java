package io.tidegate.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that can be read from either end. */
class OrdersTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static long organization;

    private final ApiFixture api = new ApiFixture(database);

    @BeforeAll
    static void fill() {
        ApiRows.Ids ids = ApiRows.fill(database, new ApiFixture(database).organization("orders"), "orders");
        organization = ids.organization();
        for (int i = 0; i < 2; i++) {
            ApiRows.resource(database, ids, "servers", "more-" + i);
            ApiRows.letter(database, ids);
        }
        // two of each of one instant, so that their numbers decide
        for (String statement : List.of(
                "insert into sync_errors (org_id, dock_id, service, resource_type, error_type, message, created_at)"
                        + " select org_id, id, provider, 'zones', 'HTTP_40' || n, 'm', now() from docks, generate_series(1, 2) n",
                "insert into resource_changes (org_id, dock_id, resource_id, run, at, kind)"
                        + " select org_id, dock_id, id, 1, now(), 'created' from resources",
                "insert into alerts (org_id, rule, subject, severity, state, message, value, threshold, raised_at, last_seen_at)"
                        + " select id, 'stale', 's' || n, 'warning', 'open', 'm', 1, 1, now(), now()"
                        + " from organizations, generate_series(1, 2) n")) {
            database.jdbi().useHandle(handle -> handle.execute(statement));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/events",
                "/errors",
                "/errors?include_resolved=true",
                "/errors/groups",
                "/dead-letters",
                "/alerts",
                "/changes",
                "/resources"
            })
    void a_list_reads_backwards_what_it_reads_forwards_page_by_page(String list) {
        List<String> newest = keys(list, "newest");
        List<String> oldest = keys(list, "oldest");

        if (!list.equals("/events")) {
            assertThat(newest).hasSizeGreaterThan(2);
        }
        assertThat(newest).isNotEmpty().doesNotHaveDuplicates();
        Collections.reverse(oldest);
        assertThat(oldest).isEqualTo(newest);
    }

    @Test
    void another_order_is_refused() {
        assertThat(api.ask(owner(), "GET", "/errors?order=loudest", null).status())
                .isEqualTo(400);
    }

    private List<String> keys(String list, String order) {
        List<String> keys = new ArrayList<>();
        String path = list + (list.contains("?") ? "&" : "?") + "limit=1&order=" + order;
        String next = "";
        while (!next.equals("null")) {
            Answer answer = api.ask(owner(), "GET", path + (next.isEmpty() ? "" : "&after=" + next), null);
            assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
            StreamSupport.stream(answer.body().path("items").spliterator(), false)
                    .map(OrdersTest::key)
                    .forEach(keys::add);
            next = answer.body().path("next").asText("null");
        }
        return keys;
    }

    private static String key(JsonNode item) {
        return item.path("group").asText(item.path("id").asText());
    }

    private static Actor owner() {
        return ApiFixture.actor(organization, Role.OWNER);
    }
}
