package io.tidegate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.testing.TestDatabase;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for every operation, shown by docks. */
class ApiTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);

    @Test
    void an_organization_sees_its_own_docks_and_is_not_told_of_others() {
        long ours = api.organization("ours-1");
        long theirs = api.organization("theirs-1");
        long dock = api.dock(ours, "our dock");
        long other = api.dock(theirs, "their dock");
        Actor owner = ApiFixture.actor(ours, Role.OWNER);

        assertThat(api.ask(owner, "GET", "/docks", null).body().at("/items").findValuesAsText("name"))
                .containsExactly("our dock");
        assertThat(api.ask(owner, "GET", "/docks/" + dock, null).status()).isEqualTo(200);
        ApiFixture.Answer hidden = api.ask(owner, "GET", "/docks/" + other, null);
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.body().path("detail").asText()).isEqualTo("There is no dock " + other + ".");
    }

    @Test
    void what_a_role_does_not_allow_is_refused_and_stands_in_the_log() {
        long org = api.organization("ours-2");
        ApiFixture.Answer answer = api.ask(ApiFixture.actor(org, Role.CLIENT), "GET", "/docks", null);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().path("detail").asText()).contains("client", "may not read docks");
        assertThat(database.texts("select actor || ' ' || action || ' ' || result || ' ' || (detail ->> 'needs')"
                        + " from audit_log where org_id = " + org))
                .containsExactly("client@example.org dock.list refused docks:read");
        assertThat(api.ask(Actor.anonymous("10.0.0.1"), "GET", "/docks", null).status())
                .isEqualTo(401);
    }

    @Test
    void lists_are_read_by_key() {
        long org = api.organization("ours-3");
        for (int i = 0; i < 5; i++) {
            api.dock(org, "dock " + i);
        }
        Actor owner = ApiFixture.actor(org, Role.OWNER);
        ApiFixture.Answer first = api.ask(owner, "GET", "/docks?limit=3", null);
        ApiFixture.Answer second = api.ask(
                owner,
                "GET",
                "/docks?limit=3&after=" + first.body().path("next").asText(),
                null);

        assertThat(first.body().at("/items")).hasSize(3);
        assertThat(second.body().at("/items").findValuesAsText("name")).containsExactly("dock 3", "dock 4");
        assertThat(second.body().path("next").isNull()).isTrue();
    }

    @Test
    void wrong_parameters_are_told_by_name() {
        Actor owner = ApiFixture.actor(api.organization("ours-4"), Role.OWNER);

        assertThat(api.ask(owner, "GET", "/docks?limit=0", null)
                        .body()
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("limit");
        assertThat(api.ask(owner, "GET", "/docks?after=x", null).status()).isEqualTo(400);
        assertThat(api.ask(owner, "GET", "/docks?colour=red", null)
                        .body()
                        .path("detail")
                        .asText())
                .contains("colour", "provider, name, limit, after");
        assertThat(api.ask(owner, "GET", "/nothing", null).status()).isEqualTo(404);
        assertThat(api.ask(owner, "BREW", "/docks", null))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(405))
                .satisfies(answer -> assertThat(answer.headers().get("Allow")).contains("GET"));
    }

    @Test
    void what_did_not_change_is_not_sent_again() {
        long org = api.organization("ours-5");
        long dock = api.dock(org, "same");
        Actor owner = ApiFixture.actor(org, Role.OWNER);
        String tag = Objects.requireNonNull(
                api.ask(owner, "GET", "/docks/" + dock, null).headers().get("ETag"));

        assertThat(api.ask(owner, "GET", "/docks/" + dock, null, "If-None-Match", tag)
                        .status())
                .isEqualTo(304);
        database.jdbi().useHandle(handle -> handle.execute("update docks set name = 'other' where id = ?", dock));
        assertThat(api.ask(owner, "GET", "/docks/" + dock, null, "If-None-Match", tag)
                        .status())
                .isEqualTo(200);
    }
}
