package io.tidegate.api.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.account.Email;
import io.tidegate.account.sign.PersonStore;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens that the machine itself makes, which is nobody's account. */
class TokensTest {
    private static final Email OWNER = new Email("owner@localhost");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);
    private final PersonStore people = new PersonStore(database.jdbi());
    private final Actor here =
            new Actor("local:someone", null, null, 1L, Role.OWNER, EnumSet.allOf(Permission.class), "local");

    @BeforeEach
    void nobody() {
        database.clear("people");
    }

    @Test
    void are_the_oldest_owners_where_nobody_else_is_named() {
        Answer nobody = api.ask(here, "POST", "/tokens", "{\"name\":\"x\"}");
        assertThat(nobody.status()).isEqualTo(400);
        assertThat(nobody.body().path("detail").asText()).contains("no owner of this organization has come yet");

        people.makeFirstOwner(OWNER, "Owner", api.clock.instant());
        people.makeFirstOwner(new Email("second@localhost"), "Second", api.clock.instant());
        assertThat(database.texts("select count(*) from people")).containsExactly("1");
        Answer made = api.ask(here, "POST", "/tokens", "{\"name\":\"x\"}");

        assertThat(made.body().path("token").asText()).startsWith("tdg_");
        assertThat(api.ask(here, "GET", "/tokens", null).body().at("/items").findValuesAsText("email"))
                .containsExactly("owner@localhost");
        assertThat(people.anybody()).as("who has no password cannot sign in").isFalse();

        Answer refused = api.ask(here, "POST", "/instance/tokens", instance());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("detail").asText()).contains("tidegate member operator");
        people.operator(OWNER, true);
        assertThat(api.ask(here, "POST", "/instance/tokens", instance()).status())
                .isEqualTo(201);
    }

    @Test
    void end_with_the_token_that_they_are_made_with() {
        people.makeFirstOwner(OWNER, "Owner", api.clock.instant());
        String end = api.clock.instant().plus(Duration.ofDays(1)).toString();
        Answer first = api.ask(here, "POST", "/tokens", "{\"name\":\"first\",\"expiresAt\":\"" + end + "\"}");
        Actor program = new Actor(
                "owner@localhost",
                null,
                first.body().path("id").asLong(),
                1L,
                Role.OWNER,
                Role.OWNER.permissions(),
                "test");

        assertThat(api.ask(program, "POST", "/tokens", "{\"name\":\"second\"}").status())
                .isEqualTo(201);
        assertThat(database.texts("select count(distinct expires_at) || ' ' || count(expires_at) from api_tokens"))
                .containsExactly("1 2");
        assertThat(api.ask(program, "POST", "/tokens", "{\"name\":\"third\",\"expiresAt\":\"9000-01-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(403);
        assertThat(api.ask(here, "POST", "/tokens", "{\"name\":\"x\",\"expiresAt\":\"+300000-01-01T00:00:00Z\"}")
                        .status())
                .as("what PostgreSQL cannot keep")
                .isEqualTo(400);
    }

    private static String instance() {
        String owner = database.texts("select id from people where email = 'owner@localhost'")
                .get(0);
        return "{\"name\":\"prometheus\",\"scopes\":[\"instance:read\"],\"member\":" + owner + "}";
    }
}
