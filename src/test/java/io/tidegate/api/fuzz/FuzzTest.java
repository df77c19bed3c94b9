package io.tidegate.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.api.ApiRequest;
import io.tidegate.api.ApiRows;
import io.tidegate.api.ApiRows.Ids;
import io.tidegate.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class FuzzTest {
    private static final long SEED = 20_260_301;
    private static final int REQUESTS = 4_000;
    private static final int OF_ONE_ORGANIZATION = 100;
    private static final int TRIED = 1_000;

    /** What requests can add to or take from. */
    private static final String STATE = """
            select concat_ws(' ',
                (select concat(count(*), max(updated_at)) from docks),
                (select count(*) from sync_queue),
                (select concat(count(*), max(updated_at)) from connectors),
                (select concat(count(*), count(ended_at)) from connector_runs),
                (select count(*) from connected_organizations),
                (select count(*) from people),
                (select concat(count(*), string_agg(name, ',' order by id)) from organizations),
                (select concat(count(*), string_agg(role, '' order by org_id, person_id)) from members),
                (select concat(count(*), count(revoked_at)) from api_tokens),
                (select count(*) from idempotency_keys),
                (select count(resolved_at) from dead_letters))
            """;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void whatever_is_sent_is_answered_as_documented_and_what_is_refused_leaves_nothing_behind() {
        // nothing answers there
        api.loadProvider("http://127.0.0.1:9");
        RequestMaker maker = new RequestMaker(api.operations(), SEED);
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        Ids ids = fresh(0);
        for (int i = 1; i <= REQUESTS; i++) {
            if (i % OF_ONE_ORGANIZATION == 0) {
                ids = fresh(i);
            }
            ApiRequest request = i % TRIED == 0 ? tried() : maker.next(ids);
            boolean asks = request.method().equals("GET");
            String before = asks ? "" : state();
            Answer answer;
            try {
                answer = api.send(actor(ids), request);
            } catch (AssertionError e) {
                wrong.add(e.getMessage() + " " + shown(request));
                continue;
            }
            statuses.merge(answer.status(), 1, Integer::sum);
            if (answer.status() >= 500) {
                wrong.add(answer.status() + " " + shown(request));
            }
            if (answer.status() >= 400) {
                assertThat(answer.body().path("type").asText())
                        .as(shown(request))
                        .startsWith("urn:tidegate:problem:");
                if (!asks && !state().equals(before)) {
                    wrong.add("something was left behind by " + answer.status() + " " + shown(request));
                }
            }
        }
        assertThat(wrong).isEmpty();
        // else they got nowhere
        assertThat(statuses).containsKeys(200, 201, 202, 204, 400, 404, 405, 409, 412, 415, 422);
    }

    /** Chance seldom makes credentials that come as far as being tried. */
    private static ApiRequest tried() {
        String body = "{\"name\":\"tried\",\"provider\":\"digitalocean\",\"secrets\":{\"token\":\"t\"}}";
        return new ApiRequest("POST", "/docks", Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private Ids fresh(int number) {
        String slug = "fuzz-" + number;
        return ApiRows.fill(database, api.organization(slug), slug);
    }

    private static Actor actor(Ids ids) {
        return new Actor(
                "owner@example.org",
                ids.member(),
                null,
                ids.organization(),
                Role.OWNER,
                EnumSet.allOf(Permission.class),
                "10.0.0.1");
    }

    private static String state() {
        return database.texts(STATE).get(0);
    }

    private static String shown(ApiRequest request) {
        String text = request.method() + " " + request.path() + " " + request.query() + " " + request.headers() + " "
                + new String(request.body(), java.nio.charset.StandardCharsets.UTF_8);
        return text.length() < 600 ? text : text.substring(0, 600) + "…";
    }
}
