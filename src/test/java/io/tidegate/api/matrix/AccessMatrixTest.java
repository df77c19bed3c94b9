package io.tidegate.api.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.api.ApiRows;
import io.tidegate.api.ApiRows.Ids;
import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RouteFile;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every cell of the table, tried over a real database. */
class AccessMatrixTest {
    private static final Set<Permission> OPERATORS = Set.of(Permission.INSTANCE_READ, Permission.INSTANCE_WRITE);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);
    private static int made;

    @BeforeEach
    void aProviderThatSendsEvents() throws IOException {
        String file = "routes-yaml/providers/digitalocean.camel.yaml";
        String text = Files.readString(Path.of(file)).replace("        title: DigitalOcean\n", """
                                title: DigitalOcean
                                webhook:
                                  signature: hmac-sha1 hex X-Signature
                                  event: /type
                        """) + """
                - templatedRoute:
                    routeId: digitalocean-servers-events
                    routeTemplateRef: event
                    parameters:
                      - { name: provider, value: digitalocean }
                      - { name: type, value: servers }
                      - { name: events, value: "server.*" }
                """;
        String foireann = "routes-yaml/providers/foireann.camel.yaml";
        api.providers.put(new ProviderReader(DeclaredProviders.placeholders(Map.of()))
                .read(RouteFile.read(foireann, Files.readString(Path.of(foireann)))));
        api.providers.put(
                new ProviderReader(DeclaredProviders.placeholders(Map.of())).read(RouteFile.read(file, text)));
    }

    @Test
    void the_table_has_a_row_for_each_operation() {
        assertThat(Matrix.rows().stream().map(Matrix.Row::operation))
                .as("add a row to Matrix for each new operation: who is to be allowed it?")
                .containsExactlyInAnyOrderElementsOf(api.operations().stream()
                        .map(operation -> operation.method() + " " + operation.path())
                        .toList());
    }

    @Test
    void each_may_do_what_the_table_says_and_nothing_else() {
        List<String> wrong = new ArrayList<>();
        for (Matrix.Row row : Matrix.rows()) {
            Ids shared = fresh();
            for (int who = 0; who < Matrix.WHO.size(); who++) {
                boolean may = row.may().get(who);
                // what changes something is tried on something new
                Ids ids = may && !row.method().equals("GET") ? fresh() : shared;
                int status = ask(row, who, ids, ids).status();
                if (status != (may ? good(row) : refused(who))) {
                    wrong.add(Matrix.WHO.get(who) + ": " + row.operation() + " is answered " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_is_another_organizations_is_as_if_it_were_not_there() {
        Ids ours = fresh();
        List<String> wrong = new ArrayList<>();
        for (Matrix.Row row : Matrix.rows()) {
            Integer theirs = row.theirs();
            if (theirs == null) {
                assertThat(row.path())
                        .doesNotMatch("/(?!providers|instance|alert-rules|connectors|subscriptions).*\\{.*");
                continue;
            }
            Ids others = fresh();
            String before = state(others);
            for (int who = 0; who < Matrix.WHO.size(); who++) {
                int status = ask(row, who, ours, others).status();
                if (status != (row.may().get(who) ? theirs : refused(who))) {
                    wrong.add(Matrix.WHO.get(who) + ": " + row.operation() + " of others is answered " + status);
                }
            }
            assertThat(state(others)).as(row.operation()).isEqualTo(before);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_page_says_the_same() throws IOException {
        assertThat(Files.readString(MatrixPage.FILE))
                .as("run `make openapi` and commit %s", MatrixPage.FILE)
                .isEqualTo(MatrixPage.text());
    }

    private Ids fresh() {
        String slug = "matrix-" + ++made;
        return ApiRows.fill(database, api.organization(slug), slug);
    }

    private Answer ask(Matrix.Row row, int who, Ids own, Ids wanted) {
        boolean ofInstance = row.path().startsWith("/instance") && row.path().contains("{token}");
        long token = ofInstance ? ApiRows.instanceToken(database, wanted, "matrix-" + ++made) : wanted.token();
        boolean channelOfInstance =
                row.path().startsWith("/instance") && row.path().contains("{channel}");
        long channel =
                channelOfInstance ? ApiRows.instanceChannel(database, wanted, "matrix-" + ++made) : wanted.channel();
        if (row.operation().equals("DELETE /connectors/{connector}")) {
            // else somebody is connected to it
            database.jdbi().useHandle(handle -> handle.execute("delete from connected_organizations"));
        } else if (row.operation().equals("DELETE /subscriptions/{type}")) {
            database.jdbi()
                    .useHandle(handle -> handle.execute(
                            "insert into device_subscriptions (workspace_id, resource_type, created_at) values (?, 'servers', now())"
                                    + " on conflict do nothing",
                            own.organization()));
        }
        String target = row.path()
                .replace("{connector}", wanted.connected().connector())
                .replace("{club}", "club-1")
                .replace("{connection}", Long.toString(wanted.connected().connection()))
                .replace("{run}", Long.toString(wanted.connected().run()));
        for (Map.Entry<String, Long> each : Map.of(
                        "dock", wanted.dock(),
                        "job", wanted.job(),
                        "event", wanted.event(),
                        "resource", wanted.resource(),
                        "letter", wanted.letter(),
                        "error", wanted.error(),
                        "alert", wanted.alert(),
                        "channel", channel,
                        "member", wanted.member(),
                        "token", token)
                .entrySet()) {
            target = target.replace("{" + each.getKey() + "}", each.getValue().toString());
        }
        for (Map.Entry<String, Long> each : wanted.federation().byName().entrySet()) {
            target = target.replace("{" + each.getKey() + "}", each.getValue().toString());
        }
        target = target.replace("{provider}", "digitalocean")
                .replace("{rule}", "error_rate")
                .replace("{route}", "schedule")
                .replace("{file}", "1-schedule")
                .replace("{device}", "phone-" + wanted.organization())
                .replace("{type}", "servers");
        assertThat(target)
                .as("AccessMatrixTest knows no number for a name in it")
                .doesNotContain("{");
        String body = row.body();
        return api.ask(
                actor(who, own),
                row.method(),
                row.operation().matches("DELETE /(docks/\\{dock}|connectors/.+/\\{club})")
                        ? target + "?data=keep"
                        : target,
                body == null ? null : body.replace("SLUG", "matrix-" + ++made).replace("\\n", "\n"));
    }

    private static Actor actor(int who, Ids ids) {
        long org = ids.organization();
        return switch (Matrix.WHO.get(who)) {
            case "operator" -> new Actor("operator@example.org", ids.member(), null, org, null, OPERATORS, "10.0.0.1");
            case "token" ->
                new Actor(
                        "owner@example.org",
                        ids.member(),
                        ids.token(),
                        org,
                        Role.OWNER,
                        Set.of(Permission.DOCKS_READ),
                        "10.0.0.1");
            case "anonymous" -> Actor.anonymous("10.0.0.1");
            default -> {
                Role role = Role.find(Matrix.WHO.get(who)).orElseThrow();
                yield new Actor("a@example.org", ids.member(), null, org, role, role.permissions(), "10.0.0.1");
            }
        };
    }

    private int good(Matrix.Row row) {
        return api.operations().stream()
                .filter(each -> row.operation().equals(each.method() + " " + each.path()))
                .findFirst()
                .orElseThrow()
                .status();
    }

    private static int refused(int who) {
        return Matrix.WHO.get(who).equals("anonymous") ? 401 : 403;
    }

    private static String state(Ids ids) {
        return database.texts("""
                select string_agg(t::text, ';') from (
                    select to_jsonb(d) from docks d where org_id = %1$s
                    union all select to_jsonb(q) from sync_queue q where org_id = %1$s
                    union all select to_jsonb(l) from dead_letters l where org_id = %1$s
                    union all select to_jsonb(r) from alerts r where org_id = %1$s
                    union all select to_jsonb(c) from alert_channels c where org_id = %1$s
                    union all select to_jsonb(m) from members m where org_id = %1$s
                    union all select to_jsonb(p) from player_identities p where id = %2$s
                    union all select to_jsonb(k) from local_records k where org_id = %1$s
                    union all select to_jsonb(s) from sync_conflicts s where org_id = %1$s
                    union all select to_jsonb(a) from api_tokens a where org_id = %1$s) t
                """.formatted(ids.organization(), ids.federation().player()))
                .toString();
    }
}
