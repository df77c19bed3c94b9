package io.tidegate.api.dock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RouteFile;
import io.tidegate.testing.FakeProvider;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DockWritesTest {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);
    private final FakeProvider provider = new FakeProvider(new SettableClock());
    private Actor owner = Actor.anonymous("");
    /** Each test its own, since all share what is left of its limit. */
    private String token = "";

    @BeforeEach
    void load(org.junit.jupiter.api.TestInfo test) throws IOException {
        String file = "providers/digitalocean.camel.yaml";
        Map<String, String> properties = Map.of("tidegate.provider.digitalocean.base-url", provider.baseUrl());
        api.providers.put(new ProviderReader(DeclaredProviders.placeholders(properties))
                .read(RouteFile.read(
                        file, Files.readString(Path.of("routes-yaml").resolve(file)))));
        token = "dop_v1_" + Integer.toHexString(test.getDisplayName().hashCode());
        provider.token(token);
        provider.list("/v2/droplets", "droplets").records("{\"id\":1,\"name\":\"a\"}");
        long org =
                api.organization("o" + Integer.toHexString(test.getDisplayName().hashCode()));
        owner = ApiFixture.actor(org, Role.OWNER);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void a_dock_is_made_once_its_provider_takes_the_credentials() {
        Answer answer = create("{'name':'main','provider':'digitalocean','secrets':{'token':'" + token + "'}}");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(answer.headers().get("Location")).startsWith("/api/v1/docks/");
        assertThat(answer.body().at("/dock/intervalSeconds").asLong()).isEqualTo(60);
        assertThat(answer.body().at("/warnings")).isEmpty();
        assertThat(provider.requests()).hasSize(1);
        assertThat(answer.body().toString()).doesNotContain(token);
        assertThat(due(answer)).isTrue();
        assertThat(audit()).containsExactly("dock.create done");
    }

    @Test
    void credentials_that_are_refused_leave_nothing_behind() {
        Answer answer = create("{'name':'main','provider':'digitalocean','secrets':{'token':'dop_v1_wrong'}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("detail").asText()).contains("refuses the credentials", "validate=false");
        assertThat(count("docks")).isZero();
        assertThat(audit()).containsExactly("dock.create failed");
    }

    @Test
    void a_dock_can_be_made_without_asking_the_provider() {
        Answer answer = create(
                "{'name':'main','provider':'digitalocean','secrets':{'token':'dop_v1_wrong'},'validate':false,'enabled':false}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().at("/dock/enabled").asBoolean()).isFalse();
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void a_trial_waits_for_no_limit_and_counts_against_it() {
        provider.limit(1, Duration.ofHours(1)).limitHeaders("ratelimit-");
        Answer first = create("{'name':'one','provider':'digitalocean','secrets':{'token':'" + token + "'}}");
        Answer second = create("{'name':'two','provider':'digitalocean','secrets':{'token':'" + token + "'}}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body().at("/warnings/0").asText()).contains("not tried");
        assertThat(provider.requests()).hasSize(1);
        assertThat(provider.violations()).isEmpty();
    }

    @Test
    void what_is_wrong_is_told_by_field() {
        assertThat(create("{'name':'1','provider':'digitalocean'}")
                        .body()
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("/name");
        assertThat(create("{'name':'a','provider':'digitalocan'}")
                        .body()
                        .path("detail")
                        .asText())
                .contains("did you mean digitalocean");
        assertThat(create("{'name':'a','provider':'digitalocean','intervalSeconds':59}")
                        .body()
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("/intervalSeconds");
        assertThat(create("{'name':'a','provider':'digitalocean','cron':'* * * * * ?'}")
                        .body()
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("/cron");
        assertThat(create("{'name':'a','provider':'digitalocean','secrets':{'tokn':'x'}}")
                        .body()
                        .path("detail")
                        .asText())
                .contains("did you mean token");
        assertThat(create("{'name':'a','provider':'digitalocean'}")
                        .body()
                        .path("detail")
                        .asText())
                .contains("needs token");
        assertThat(create("{'name':'a','provider':'digitalocean','nme':1}")
                        .body()
                        .path("detail")
                        .asText())
                .contains("did you mean name");
        assertThat(count("docks")).isZero();
    }

    @Test
    void below_the_recommended_interval_is_a_warning() {
        Answer answer = create("{'name':'a','provider':'digitalocean','secrets':{'token':'" + token
                + "'},'parameters':{'regin':'ams'}}");

        assertThat(answer.body().at("/warnings/0").asText()).contains("uses no parameter regin");
    }

    @Test
    void one_key_makes_one_dock() {
        String body = "{'name':'main','provider':'digitalocean','secrets':{'token':'" + token + "'}}";
        Answer first = create(body, "Idempotency-Key", "k1");
        Answer again = create(body, "Idempotency-Key", "k1");
        Answer other = create(body.replace("main", "other"), "Idempotency-Key", "k1");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers()).containsEntry("Idempotent-Replayed", "true");
        assertThat(other.status()).isEqualTo(422);
        assertThat(count("docks")).isEqualTo(1);
    }

    @Test
    void a_change_is_refused_when_someone_else_was_first() {
        long id = make("main");
        String tag = Objects.requireNonNull(
                api.ask(owner, "GET", "/docks/" + id, null).headers().get("ETag"));
        api.clock.tick(Duration.ofSeconds(1));

        Answer first = api.ask(owner, "PATCH", "/docks/" + id, "{\"name\":\"new\"}", "If-Match", tag);
        Answer second = api.ask(owner, "PATCH", "/docks/" + id, "{\"name\":\"newer\"}", "If-Match", tag);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(412);
        assertThat(api.ask(owner, "GET", "/docks/" + id, null)
                        .body()
                        .path("name")
                        .asText())
                .isEqualTo("new");
    }

    @Test
    void a_dock_is_changed_field_by_field() {
        long id = make("main");
        Answer answer = api.ask(
                owner,
                "PATCH",
                "/docks/" + id,
                "{\"intervalSeconds\":300,\"resourceTypes\":[\"servers\"],\"parameters\":{\"a\":\"b\"},\"enabled\":false}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().at("/dock/intervalSeconds").asLong()).isEqualTo(300);
        assertThat(answer.body().at("/dock/resourceTypes/0").asText()).isEqualTo("servers");
        assertThat(answer.body().at("/dock/parameters/a").asText()).isEqualTo("b");
        assertThat(answer.body().at("/dock/enabled").asBoolean()).isFalse();

        Answer back = api.ask(
                owner,
                "PATCH",
                "/docks/" + id,
                "{\"resourceTypes\":[],\"parameters\":{\"a\":null},\"cron\":\"0 0 3 * * ?\",\"enabled\":true}");
        assertThat(back.body().at("/dock/resourceTypes").isNull()).isTrue();
        assertThat(back.body().at("/dock/parameters")).isEmpty();
        assertThat(back.body().at("/dock/cron").asText()).isEqualTo("0 0 3 * * ?");
    }

    @Test
    void credentials_are_replaced_once_the_provider_takes_them() {
        long id = make("main");
        String before = sealed(id);

        assertThat(api.ask(owner, "PUT", "/docks/" + id + "/credentials", "{\"secrets\":{\"token\":\"wrong-one\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(sealed(id)).isEqualTo(before);
        assertThat(api.ask(owner, "PUT", "/docks/" + id + "/credentials", "{\"secrets\":{\"token\":\"" + token + "\"}}")
                        .status())
                .isEqualTo(200);
        assertThat(sealed(id)).isNotEqualTo(before);
    }

    @Test
    void a_sync_is_queued_once_and_a_removal_says_what_becomes_of_the_records() {
        long id = make("main");
        Answer first = api.ask(owner, "POST", "/docks/" + id + "/sync", "{}");
        Answer second = api.ask(owner, "POST", "/docks/" + id + "/sync", "{\"resourceTypes\":[\"servers\"]}");

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.body().path("job")).isEqualTo(first.body().path("job"));
        assertThat(second.body().path("alreadyQueued").asBoolean()).isTrue();
        assertThat(api.ask(owner, "DELETE", "/docks/" + id, null).status()).isEqualTo(400);
        assertThat(api.ask(owner, "DELETE", "/docks/" + id + "?data=erase", null)
                        .status())
                .isEqualTo(204);
        assertThat(api.ask(owner, "GET", "/docks/" + id, null).status()).isEqualTo(404);
        assertThat(database.texts("select count(*) from sync_queue where dock_id = " + id))
                .containsExactly("0");
    }

    @Test
    void other_organizations_docks_can_be_neither_changed_nor_removed() {
        long id = make("main");
        Actor stranger = ApiFixture.actor(api.organization("stranger" + id), Role.OWNER);

        assertThat(api.ask(stranger, "PATCH", "/docks/" + id, "{\"name\":\"mine\"}")
                        .status())
                .isEqualTo(404);
        assertThat(api.ask(stranger, "PUT", "/docks/" + id + "/credentials", "{\"secrets\":{}}")
                        .status())
                .isEqualTo(404);
        assertThat(api.ask(stranger, "POST", "/docks/" + id + "/sync", "{}").status())
                .isEqualTo(404);
        assertThat(api.ask(stranger, "POST", "/docks/" + id + "/pause", null).status())
                .isEqualTo(404);
        assertThat(api.ask(stranger, "DELETE", "/docks/" + id + "?data=erase", null)
                        .status())
                .isEqualTo(404);
    }

    private long make(String name) {
        Answer made = create("{'name':'" + name + "','provider':'digitalocean','secrets':{'token':'" + token + "'}}");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made.body().at("/dock/id").asLong();
    }

    private Answer create(String body, String... headers) {
        return api.ask(owner, "POST", "/docks", body.replace('\'', '"'), headers);
    }

    private boolean due(Answer made) {
        return database.texts("select next_sync_at <= '" + api.clock.instant() + "' from docks where id = "
                        + made.body().at("/dock/id"))
                .equals(java.util.List.of("t"));
    }

    private java.util.List<String> audit() {
        return database.texts("select action || ' ' || result from audit_log where org_id = " + owner.organization());
    }

    private long count(String table) {
        return Long.parseLong(
                database.texts("select count(*) from " + table + " where org_id = " + owner.organization())
                        .get(0));
    }

    private String sealed(long id) {
        return database.texts("select credentials::text from docks where id = " + id)
                .get(0);
    }
}
