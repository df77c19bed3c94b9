package io.tidegate.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.alert.channel.ChannelTarget;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.api.ApiRows;
import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.MasterKey;
import io.tidegate.vault.Vault;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertOperationsTest {
    private static final String URL = "https://hooks.example.org/services/T0/B0/very-secret";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static int made;

    private final ApiFixture api = new ApiFixture(database);
    private final String slug = "alerts-" + ++made;
    private final ApiRows.Ids ids = ApiRows.fill(database, api.organization(slug), slug);
    private final Actor owner = ApiFixture.actor(ids.organization(), Role.OWNER);

    @Test
    void a_channels_secrets_are_sealed_and_never_shown_again() {
        Answer created = create("{\"name\":\"ops\",\"kind\":\"webhook\",\"url\":\"" + URL + "\"}");
        assertThat(created.status()).isEqualTo(201);
        String secret = created.body().path("secret").asText();
        assertThat(secret).startsWith("tdgs_").hasSize(48);
        assertThat(created.body().at("/channel/leadsTo").asText()).isEqualTo("https://hooks.example.org/…");

        long id = created.body().at("/channel/id").asLong();
        String told = api.ask(owner, "GET", "/alert-channels/" + id, null).body()
                + api.ask(owner, "GET", "/alert-channels", null).body().toString()
                + api.ask(owner, "PATCH", "/alert-channels/" + id, "{\"severity\":\"critical\"}")
                        .body()
                + database.texts("select t::text from alert_channels t")
                + database.texts("select t::text from audit_log t");
        assertThat(told).doesNotContain("very-secret", secret).contains("alert_channel.create", "alert_channel.update");
    }

    @Test
    void a_new_url_keeps_the_secret_and_shows_its_host() {
        long id = create("{\"name\":\"moving\",\"kind\":\"webhook\",\"url\":\"" + URL + "\"}")
                .body()
                .at("/channel/id")
                .asLong();
        String before = sealed(id);
        Answer moved = api.ask(
                owner, "PATCH", "/alert-channels/" + id, "{\"url\":\"https://other.example.org/x\",\"rules\":[]}");
        assertThat(moved.body().path("leadsTo").asText()).isEqualTo("https://other.example.org/…");
        assertThat(sealed(id)).isNotEqualTo(before);
        assertThat(api.ask(owner, "PATCH", "/alert-channels/" + id, "{\"name\":\"moved\"}")
                        .body()
                        .path("leadsTo")
                        .asText())
                .isEqualTo("https://other.example.org/…");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"a","kind":"pager"}                                                   | /kind
            {"name":"","kind":"mail","recipients":["a@b.org"]}                            | /name
            {"name":"a","kind":"mail"}                                                    | /recipients
            {"name":"a","kind":"mail","recipients":["a@b.org\\nBcc: x@y.org"]}            | /recipients
            {"name":"a","kind":"mail","recipients":["a@b.org"],"url":"https://a.org"}     | /url
            {"name":"a","kind":"webhook"}                                                 | /url
            {"name":"a","kind":"webhook","url":"ftp://a.org/x"}                           | /url
            {"name":"a","kind":"webhook","url":"https://u:p@a.org/x"}                     | /url
            {"name":"a","kind":"webhook","url":"http://hooks.example.org/x"}              | /url
            {"name":"a","kind":"slack","url":"https://169.254.169.254/latest"}            | /url
            {"name":"a","kind":"webhook","url":"https://10.0.0.7/x"}                      | /url
            {"name":"a","kind":"slack","url":"https://a.org/x","secret":"0123456789abcdef"} | /secret
            {"name":"a","kind":"webhook","url":"https://a.org/x","secret":"short"}        | /secret
            {"name":"a","kind":"webhook","url":"https://a.org/x","rules":["none"]}        | /rules
            {"name":"a","kind":"webhook","url":"https://a.org/x","severity":"bad"}        | /severity
            """)
    void what_makes_no_sense_is_refused_by_its_field(String body, String field) {
        Answer refused = create(body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/field").asText()).isEqualTo(field);
    }

    @Test
    void a_name_is_taken_once_in_an_organization() {
        String mail = "{\"name\":\"post\",\"kind\":\"mail\",\"recipients\":[\"" + slug + "@example.org\"]}";
        assertThat(create(mail).status()).isEqualTo(201);
        assertThat(create(mail).status()).isEqualTo(409);
    }

    @Test
    void letters_go_to_members_alone() {
        String stranger = "\"recipients\":[\"somebody@else.example\"]}";
        Answer refused = create("{\"name\":\"letters\",\"kind\":\"mail\"," + stranger);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString()).contains("must be members of the organization", "somebody@else.example");
        assertThat(api.ask(owner, "PATCH", "/alert-channels/" + ids.channel(), "{" + stranger)
                        .status())
                .isEqualTo(400);
        database.jdbi()
                .useHandle(handle ->
                        handle.execute("update members set pending = true where person_id = ?", ids.member()));
        String invited = "\"recipients\":[\"" + slug + "@example.org\"]}";
        assertThat(create("{\"name\":\"letters\",\"kind\":\"mail\"," + invited).status())
                .isEqualTo(400);
    }

    @Test
    void a_channel_whose_key_is_gone_is_renamed_and_given_a_url_and_a_secret_anew() {
        long id = create("{\"name\":\"lost\",\"kind\":\"webhook\",\"url\":\"" + URL + "\"}")
                .body()
                .at("/channel/id")
                .asLong();
        Vault gone = new Vault(MasterKey.random());
        String lost = new ChannelTarget(URI.create(URL), "s").seal(gone, ids.organization(), id);
        database.jdbi().useHandle(handle -> {
            handle.execute("update alert_channels set sealed = cast(? as jsonb) where id = ?", lost, id);
            handle.execute("insert into retired_master_keys values (?, now())", gone.keyId());
        });
        String path = "/alert-channels/" + id;
        assertThat(api.ask(owner, "PATCH", path, "{\"enabled\":false,\"name\":\"found\"}")
                        .status())
                .isEqualTo(200);
        Answer half = api.ask(owner, "PATCH", path, "{\"url\":\"" + URL + "\"}");
        assertThat(half.status()).isEqualTo(409);
        assertThat(half.body().toString()).contains("give its URL and a secret, both anew");
        String whole = "{\"url\":\"" + URL + "\",\"secret\":\"0123456789abcdef\"}";
        assertThat(api.ask(owner, "PATCH", path, whole).status()).isEqualTo(200);
        assertThat(sealed(id)).isNotEmpty();
    }

    @Test
    void a_test_waits_to_be_sent_and_stands_among_the_deliveries() {
        Answer queued = api.ask(owner, "POST", "/alert-channels/" + ids.channel() + "/test", null);
        assertThat(queued.status()).isEqualTo(202);
        JsonNode delivery = api.ask(owner, "GET", "/alert-deliveries?channel=" + ids.channel(), null)
                .body()
                .at("/items/0");
        assertThat(api.ask(owner, "POST", "/alert-channels/" + ids.channel() + "/test", null)
                        .status())
                .as("one at a time")
                .isEqualTo(409);
        assertThat(delivery.path("event").asText()).isEqualTo("test");
        assertThat(delivery.path("state").asText()).isEqualTo("waiting");
        assertThat(delivery.path("id").asLong())
                .isEqualTo(queued.body().path("delivery").asLong());
    }

    @Test
    void a_rule_is_changed_and_made_as_it_was() {
        Answer set = api.ask(owner, "PUT", "/alert-rules/error_rate", "{\"raiseAt\":20,\"severity\":\"critical\"}");
        assertThat(set.body().path("clearBelow").asDouble()).isEqualTo(20);
        assertThat(rule("error_rate").path("severity").asText()).isEqualTo("critical");
        assertThat(rule("error_rate").path("changed").asBoolean()).isTrue();

        assertThat(api.ask(owner, "DELETE", "/alert-rules/error_rate", null).status())
                .isEqualTo(204);
        assertThat(rule("error_rate").path("raiseAt").asDouble()).isEqualTo(50);
        assertThat(api.ask(owner, "PUT", "/alert-rules/error_rate", "{\"raiseAt\":10,\"clearBelow\":11}")
                        .status())
                .isEqualTo(400);
        assertThat(api.ask(owner, "PUT", "/alert-rules/route_file", "{\"enabled\":false}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void alerts_are_read_by_key_and_filtered_before_the_limit() {
        database.jdbi().useHandle(handle -> handle.execute("""
                        insert into alerts (org_id, dock_id, provider, rule, subject, severity, state, message, value,
                            threshold, raised_at, last_seen_at)
                        select ?, ?, 'vultr', 'budget', 'b' || n, 'critical', 'open', 'm' || n, 90, 85,
                            '2026-03-01T12:00:00Z', now() from generate_series(1, 25) n
                        """, ids.organization(), ids.dock()));
        List<Long> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = api.ask(owner, "GET", "/alerts?severity=critical&limit=10" + after, null)
                    .body();
            page.path("items").forEach(each -> seen.add(each.path("id").asLong()));
            after = page.path("next").isNull()
                    ? ""
                    : "&after=" + page.path("next").asText();
        } while (!after.isEmpty());
        assertThat(seen).hasSize(25).doesNotHaveDuplicates().doesNotContain(ids.alert());
        assertThat(api.ask(owner, "GET", "/alerts?provider=vultr&state=resolved", null)
                        .body()
                        .path("items"))
                .isEmpty();
        assertThat(api.ask(owner, "GET", "/alerts/export?rule=error_rate&format=csv", null)
                        .text())
                .contains("it fails");
    }

    @Test
    void who_looks_after_an_alert_is_known() {
        Answer first = api.ask(owner, "POST", "/alerts/" + ids.alert() + "/acknowledge", null);
        assertThat(first.body().path("acknowledgedBy").asText()).isEqualTo("owner@example.org");
        Actor admin = ApiFixture.actor(ids.organization(), Role.ADMIN);
        assertThat(api.ask(admin, "POST", "/alerts/" + ids.alert() + "/acknowledge", null)
                        .body()
                        .path("acknowledgedBy")
                        .asText())
                .as("the first stays")
                .isEqualTo("owner@example.org");
    }

    @Test
    void alerts_of_the_instance_are_operators_alone() {
        database.jdbi().useHandle(handle -> handle.execute("""
                insert into alerts (rule, subject, severity, state, message, value, threshold, raised_at, last_seen_at)
                values ('route_file', ?, 'critical', 'open', 'it is broken', 1, 1, now(), now())
                """, "route:" + slug));
        Actor operator = new Actor(
                "operator@example.org",
                null,
                null,
                ids.organization(),
                null,
                Set.of(Permission.INSTANCE_READ),
                "127.0.0.1");
        assertThat(api.ask(operator, "GET", "/instance/alerts?limit=1000", null)
                        .body()
                        .findValuesAsText("subject"))
                .contains("route:" + slug, "dock:" + ids.dock());
        assertThat(api.ask(owner, "GET", "/alerts", null).body().findValuesAsText("rule"))
                .containsExactly("error_rate");
    }

    private JsonNode rule(String word) {
        for (JsonNode each : api.ask(owner, "GET", "/alert-rules", null).body().path("items")) {
            if (each.path("rule").asText().equals(word)) {
                return each;
            }
        }
        throw new AssertionError(word);
    }

    private Answer create(String body) {
        return api.ask(owner, "POST", "/alert-channels", body);
    }

    private static String sealed(long channel) {
        return database.texts("select sealed ->> 'box' from alert_channels where id = " + channel)
                .get(0);
    }
}
