package io.tidegate.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RouteFile;
import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectorOperationsTest {
    static final Actor OPERATOR = new Actor(
            "operator@example.org",
            null,
            null,
            null,
            null,
            Set.of(Permission.INSTANCE_READ, Permission.INSTANCE_WRITE),
            "10.0.0.1");
    private static final String GAA =
            "{'code':'gaa','provider':'foireann','name':'GAA','secrets':{'token':'first-token'}}";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);
    private long harbour;

    @BeforeEach
    void aFederation() throws IOException {
        database.clear("organizations", "connectors", "lanes");
        harbour = api.organization("harbour");
        api.organization("hill");
        String file = "routes-yaml/providers/foireann.camel.yaml";
        api.providers.put(new ProviderReader(DeclaredProviders.placeholders(Map.of()))
                .read(RouteFile.read(file, Files.readString(Path.of(file)))));
    }

    private Answer ask(String method, String path, String body, String... headers) {
        return api.ask(OPERATOR, method, path, body.isEmpty() ? null : body.replace('\'', '"'), headers);
    }

    private Answer connect(String organization, String club) {
        return ask(
                "POST",
                "/connectors/gaa/organizations",
                "{'organization':'" + organization + "','federationOrgId':'" + club + "'}");
    }

    private List<String> texts(String query) {
        return database.texts(query);
    }

    @Test
    void a_file_of_members_is_kept_until_another_takes_its_place_and_queues_the_dock_for_its_type() {
        ask("POST", "/connectors", GAA);
        connect("harbour", "1234");
        String path = "/connectors/gaa/organizations/1234/members";
        String file = "identifier,Forename,Surname,DOB\n1,Niamh,Ní Bhriain,2011-05-06\n";

        Answer kept = ask("PUT", path, file, "content-type", "text/csv; charset=utf-8");
        Answer again = ask("PUT", path, file + "2,Seán,Ó Sé,2012-01-31\n", "content-type", "text/csv");

        assertThat(List.of(kept.status(), again.status())).containsExactly(202, 202);
        assertThat(kept.body().path("rows").asInt()).isEqualTo(1);
        assertThat(again.body().path("alreadyQueued").asBoolean()).isTrue();
        assertThat(texts("select resource_types::text || type from sync_queue"))
                .containsExactly("{exported_members}manual");
        assertThat(texts("select length(convert_from(content, 'UTF8')) > 80 and uploaded_by = 'operator@example.org'"
                        + " and org_id = " + harbour + " from federation_uploads"))
                .containsExactly("t");
        assertThat(ask("PUT", path, file).status()).isEqualTo(202);
        assertThat(ask("PUT", path, file, "content-type", "application/json").status())
                .isEqualTo(415);
        assertThat(ask("PUT", path, "a,b\n1,2\n", "content-type", "text/csv").status())
                .isEqualTo(400);
        assertThat(ask("PUT", path.replace("1234", "9"), file).status()).isEqualTo(404);
        assertThat(texts("select result from audit_log where action = 'connection.upload' order by id"))
                .contains("done", "failed");
    }

    @Test
    void a_connector_is_made_shown_changed_and_removed_without_ever_telling_its_secrets() {
        Answer made = ask("POST", "/connectors", GAA);
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        assertThat(made.body().path("cron").asText()).isEqualTo("0 15 2 * * ?");
        assertThat(made.body().path("authType").asText()).isEqualTo("api_key");
        assertThat(made.body().path("nextRunAt").asText()).isEqualTo("2026-11-22T02:15:00Z");
        assertThat(made.body().path("hasCredentials").asBoolean()).isTrue();
        assertThat(ask("POST", "/connectors", GAA).status()).isEqualTo(409);

        String tag = ask("GET", "/connectors/gaa", "").header("ETag");
        api.clock.tick(Duration.ofSeconds(1));
        Answer changed = ask(
                "PATCH",
                "/connectors/gaa",
                "{'conflictStrategy':'merge','fieldStrategies':{'email':'local_wins'},'cron':'0 0 4 * * ?'}",
                "if-match",
                tag);
        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
        assertThat(changed.body().path("nextRunAt").asText()).isEqualTo("2026-11-22T04:00:00Z");
        assertThat(ask("PATCH", "/connectors/gaa", "{'enabled':false}", "if-match", tag)
                        .status())
                .isEqualTo(412);
        Answer off = ask("PATCH", "/connectors/gaa", "{'enabled':false,'fieldStrategies':{'email':null}}");
        assertThat(off.body().path("nextRunAt").isNull()).isTrue();
        assertThat(off.body().path("fieldStrategies").isEmpty()).isTrue();
        assertThat(ask("GET", "/connectors", "").body().path("items")).hasSize(1);

        String secret = ask("PUT", "/connectors/gaa/webhook-secret", "")
                .body()
                .path("secret")
                .asText();
        assertThat(secret).matches("[\\w-]{43}");
        Answer shown = ask("GET", "/connectors/gaa", "");
        assertThat(shown.body().toString())
                .contains("\"hasWebhookSecret\":true")
                .doesNotContain(secret, "first-token");
        assertThat(texts("select webhook_secret::text || credentials::text from connectors"))
                .allSatisfy(row -> assertThat(row).doesNotContain(secret, "first-token"));
        assertThat(api.vault.openForConnector(
                        Sealed.fromJson(texts("select webhook_secret::text from connectors")
                                .get(0)),
                        shown.body().path("id").asLong()))
                .isEqualTo(secret);
        assertThat(ask("DELETE", "/connectors/gaa", "").status()).isEqualTo(204);
        assertThat(ask("GET", "/connectors/gaa", "").status()).isEqualTo(404);
        assertThat(texts("select action || ' ' || target || ' ' || result from audit_log order by id"))
                .contains("connector.create connectors/gaa done", "connector.secret connectors/gaa done");
    }

    @Test
    void what_cannot_be_is_refused_with_its_field() {
        ask("POST", "/connectors", GAA);
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("{'code':'Gaa!','provider':'foireann'}", "/code"),
                Map.entry("{'code':'x','provider':'digitalocean'}", "/provider"),
                Map.entry("{'code':'x','provider':'foirean'}", "/provider"),
                Map.entry("{'code':'x','provider':'foireann','authType':'digest'}", "/authType"),
                Map.entry("{'code':'x','provider':'foireann','endpoints':{'clubId':'1'}}", "/endpoints/clubId"),
                Map.entry("{'code':'x','provider':'foireann','endpoints':{'host':'1'}}", "/endpoints/host"),
                Map.entry("{'code':'x','provider':'foireann','conflictStrategy':'newest'}", "/conflictStrategy"),
                Map.entry(
                        "{'code':'x','provider':'foireann','fieldStrategies':{'e mail':'merge'}}", "/fieldStrategies"),
                Map.entry("{'code':'x','provider':'foireann','cron':'daily'}", "/cron"),
                Map.entry("{'code':'x','provider':'foireann','cron':'* * * * * ?'}", "/cron"),
                Map.entry("{'code':'x','provider':'foireann','spacingSeconds':3601}", "/spacingSeconds"),
                Map.entry("{'code':'x','provider':'foireann','name':'a\\u0000b'}", "/name"),
                Map.entry("{'code':'x','provider':'foireann','authType':'basic','secrets':{'token':'t'}}", "/secrets"),
                Map.entry("{'code':'x','provider':'foireann','colour':'red'}", "/colour"));
        wrong.forEach((body, field) -> {
            Answer answer = ask("POST", "/connectors", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.body().at("/errors/0/field").asText()).as(body).isEqualTo(field);
        });
        for (String club : List.of("", "../x", "a/b", "a\\u0000", "x".repeat(101), ".x")) {
            assertThat(connect("harbour", club).status()).as(club).isEqualTo(400);
        }
        assertThat(connect("nobody", "1").status()).isEqualTo(400);
        assertThat(connect("a\\u0000", "1").status()).isEqualTo(400);
        assertThat(texts("select count(*) from docks")).containsExactly("0");
    }

    @Test
    void a_connected_organization_is_a_dock_with_the_connectors_credentials() {
        ask("POST", "/connectors", GAA);
        Answer made = connect("harbour", "1234");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        assertThat(connect("hill", "1234").status()).as("that club is taken").isEqualTo(409);
        assertThat(connect("hill", "99").status()).isEqualTo(201);
        assertThat(texts("select name || ' ' || (parameters ->> 'clubId') || ' ' || (parameters ->> 'authentication')"
                        + " || ' ' || interval_seconds || ' ' || cron from docks order by id"))
                .containsExactly("GAA 1234 1234 key 86400 0 15 2 * * ?", "GAA 99 99 key 86400 0 15 2 * * ?");
        assertThat(texts("select distinct lane_key from docks"))
                .as("what shares a token shares a lane")
                .hasSize(1);
        assertThat(texts("select distinct array_to_string(resource_types, ' ') from docks"))
                .containsExactly("members exported_members");
        long dock = made.body().path("dock").asLong();
        assertThat(token(harbour, dock)).isEqualTo("first-token");

        Answer renewed = ask(
                "PUT",
                "/connectors/gaa/credentials",
                "{'authType':'basic','secrets':{'user':'ann','password':'second'}}");
        assertThat(renewed.status()).as(renewed.body().toString()).isEqualTo(200);
        assertThat(token(harbour, dock)).contains("ann", "second").doesNotContain("first-token");
        assertThat(texts("select distinct parameters ->> 'authentication' from docks"))
                .containsExactly("basic");
        assertThat(texts("select distinct next_sync_at = timestamptz '2026-11-22 02:15Z' from docks"))
                .containsExactly("t");

        assertThat(ask("DELETE", "/connectors/gaa", "").status()).isEqualTo(409);
        assertThat(ask("DELETE", "/connectors/gaa/organizations/1", "").status())
                .isEqualTo(400);
        assertThat(ask("DELETE", "/connectors/gaa/organizations/1234?data=keep", "")
                        .status())
                .isEqualTo(204);
        assertThat(ask("DELETE", "/connectors/gaa/organizations/1234?data=keep", "")
                        .status())
                .isEqualTo(404);
        assertThat(texts("select count(*) from docks")).containsExactly("1");
    }

    private String token(long organization, long dock) {
        return api.vault.open(
                Sealed.fromJson(texts("select credentials::text from docks where id = " + dock)
                        .get(0)),
                new Owner(organization, dock));
    }

    @Test
    void runs_are_begun_one_at_a_time_and_told() {
        ask("POST", "/connectors", GAA);
        assertThat(ask("POST", "/connectors/gaa/run", "{}").status()).isEqualTo(409);
        connect("harbour", "1");
        connect("hill", "2");
        assertThat(ask("POST", "/connectors/gaa/run", "{'federationOrgId':'3'}").status())
                .isEqualTo(400);
        Answer begun = ask("POST", "/connectors/gaa/run", "{'federationOrgId':'2'}");
        assertThat(begun.status()).isEqualTo(202);
        assertThat(ask("POST", "/connectors/gaa/run", "{}").status()).isEqualTo(409);
        long run = begun.body().path("id").asLong();
        Answer detail = ask("GET", "/connectors/gaa/runs/" + run, "");
        assertThat(detail.body().at("/run/status").asText()).isEqualTo("running");
        assertThat(detail.body().at("/organizations/0/organization").asText()).isEqualTo("hill");
        assertThat(ask("GET", "/connectors/gaa/runs", "").body().path("items")).hasSize(1);
        assertThat(ask("GET", "/connectors/gaa/runs/" + (run + 1), "").status()).isEqualTo(404);
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update connectors set status = 'error', consecutive_failures = 5, next_run_at = null"));
        assertThat(ask("POST", "/connectors/gaa/run", "{}").status()).isEqualTo(409);
        assertThat(ask("PATCH", "/connectors/gaa", "{'status':'active'}").status())
                .isEqualTo(409);
        Answer resumed = ask("POST", "/connectors/gaa/resume", "");
        assertThat(resumed.body().path("status").asText()).isEqualTo("active");
        assertThat(resumed.body().path("consecutiveFailures").asInt()).isZero();
        assertThat(resumed.body().path("nextRunAt").asText()).isEqualTo("2026-11-22T02:15:00Z");
    }

    @Test
    void an_organization_sees_and_runs_its_own_connection_only() {
        ask("POST", "/connectors", GAA);
        long ours = connect("harbour", "1").body().path("id").asLong();
        long dock = connect("hill", "2").body().path("dock").asLong();
        Actor owner = ApiFixture.actor(harbour, Role.OWNER);
        Answer list = api.ask(owner, "GET", "/connections", null);
        assertThat(list.body().path("items")).hasSize(1);
        assertThat(list.body().at("/items/0/federationOrgId").asText()).isEqualTo("1");
        assertThat(api.ask(owner, "GET", "/connections/" + (ours + 1), null).status())
                .isEqualTo(404);
        assertThat(api.ask(owner, "POST", "/connections/" + (ours + 1) + "/run", null)
                        .status())
                .isEqualTo(404);
        assertThat(api.ask(owner, "POST", "/connections/" + ours + "/run", null).status())
                .isEqualTo(202);
        assertThat(texts("select type || ' ' || (dock_id = " + dock + ") from sync_queue"))
                .containsExactly("manual false");
        assertThat(api.ask(owner, "GET", "/connectors", null).status()).isEqualTo(403);
    }

    @Test
    void an_organization_does_not_change_what_is_the_connectors() {
        ask("POST", "/connectors", GAA);
        long dock = connect("harbour", "1").body().path("dock").asLong();
        Actor owner = ApiFixture.actor(harbour, Role.OWNER);
        String path = "/docks/" + dock;
        assertThat(api.ask(owner, "PATCH", path, "{\"parameters\":{\"clubId\":\"2\"}}")
                        .status())
                .isEqualTo(409);
        assertThat(api.ask(owner, "PATCH", path, "{\"intervalSeconds\":60}").status())
                .isEqualTo(409);
        assertThat(api.ask(owner, "PUT", path + "/credentials", "{\"secrets\":{}}")
                        .status())
                .isEqualTo(409);
        assertThat(api.ask(owner, "DELETE", path + "?data=keep", null).status()).isEqualTo(409);
        assertThat(api.ask(owner, "PATCH", path, "{\"name\":\"Our club\"}").status())
                .isEqualTo(200);
        assertThat(api.ask(owner, "POST", path + "/pause", null).status()).isEqualTo(200);
        assertThat(api.ask(owner, "POST", path + "/resume", null).status()).isEqualTo(200);
        assertThat(texts("select next_sync_at = timestamptz '2026-11-22 02:15Z' from docks"))
                .containsExactly("t");
    }
}
