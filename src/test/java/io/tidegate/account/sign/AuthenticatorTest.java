package io.tidegate.account.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.RefusedException;
import io.tidegate.access.Role;
import io.tidegate.account.AccountBed;
import io.tidegate.account.AccountException;
import io.tidegate.account.ApiToken;
import io.tidegate.account.Email;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who somebody is by a session or a token, and what they may at that moment. */
class AuthenticatorTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private AccountBed bed;
    private Actor owner;

    @BeforeEach
    void found() {
        bed = new AccountBed(database);
        owner = bed.owner("acme");
    }

    private Identity session(String cookie) {
        return bed.authenticator.bySession(cookie, null, "192.0.2.1");
    }

    private Identity token(String token) {
        return bed.authenticator.byToken(token, null, "192.0.2.1");
    }

    private String made(Actor actor, @Nullable Set<Permission> scopes, @Nullable Instant expires) {
        return bed.token(actor, new ApiToken.Wanted("ci", scopes, expires))
                .secret()
                .reveal();
    }

    @Test
    void a_session_ends_after_twelve_idle_hours_and_after_seven_days() {
        String idle = bed.session(owner);
        bed.clock.tick(Duration.ofHours(12));
        assertThat(session(idle).reason()).isEqualTo("Your session has ended. Sign in again.");

        String busy = bed.session(owner);
        for (int hours = 0; hours < 7 * 24 - 6; hours += 6) {
            assertThat(session(busy).known()).as("after %d h", hours).isTrue();
            bed.clock.tick(Duration.ofHours(6));
        }
        bed.clock.tick(Duration.ofHours(6));
        assertThat(session(busy).known()).isFalse();
    }

    @Test
    void what_is_no_session_is_nobody() {
        for (String cookie : List.of("", "x", "A".repeat(43), "'; drop table sessions", made(owner, null, null))) {
            Identity identity = session(cookie);
            assertThat(identity.actor()).isEqualTo(Actor.anonymous("192.0.2.1"));
            assertThat(identity.reason()).isNotBlank();
        }
    }

    @Test
    void signing_out_ends_a_session() {
        String cookie = bed.session(owner);
        bed.signIn.signOut(cookie, "192.0.2.1");

        assertThat(session(cookie).known()).isFalse();
        assertThat(database.texts("select actor from audit_log where action = 'session.end' and result = 'done'"))
                .containsExactly(owner.name());
    }

    @Test
    void a_session_moves_between_its_persons_organizations_and_to_no_other() {
        Actor other = bed.owner("other");
        bed.owner("third");
        bed.signIn.byInvitation(
                bed.invite(other, owner.name(), Role.CLIENT).secret().reveal(), AccountBed.PASSWORD, null, "::1");
        String cookie = bed.session(owner);
        assertThat(session(cookie).actor().organization()).isEqualTo(owner.organization());

        assertThat(bed.signIn.switchTo(cookie, "other")).isTrue();

        Actor there = session(cookie).actor();
        assertThat(there.organization()).isEqualTo(other.organization());
        assertThat(there.permissions()).isEqualTo(Role.CLIENT.permissions());
        assertThat(bed.signIn.switchTo(cookie, "third")).isFalse();
        assertThat(bed.signIn.switchTo(cookie, "nowhere")).isFalse();
        assertThat(bed.authenticator.organizations(there)).extracting("slug").containsExactly("acme", "other");
        assertThat(bed.authenticator.bySession(cookie, "third", "::1").known()).isFalse();
    }

    @Test
    void a_token_does_what_its_member_may_now_less_what_its_scopes_leave_out() {
        Actor dev = bed.member(owner, "dev", Role.DEVELOPER);
        String whole = made(dev, null, null);
        String scoped = made(dev, Set.of(Permission.RESOURCES_READ, Permission.DOCKS_SYNC), null);
        assertThat(whole).matches("tdg_[A-Za-z0-9_-]{43}");
        assertThat(token(whole).actor().permissions()).isEqualTo(Role.DEVELOPER.permissions());
        assertThat(token(scoped).actor().permissions())
                .containsExactlyInAnyOrder(Permission.RESOURCES_READ, Permission.DOCKS_SYNC);

        bed.act(owner, deed -> bed.members.change(deed, Objects.requireNonNull(dev.person()), Role.CLIENT));

        assertThat(token(scoped).actor().permissions()).containsExactly(Permission.RESOURCES_READ);
        assertThat(token(whole).actor().role()).isEqualTo(Role.CLIENT);
    }

    @Test
    void a_token_gets_no_more_than_its_maker_has() {
        Actor dev = bed.member(owner, "dev", Role.DEVELOPER);
        assertThatThrownBy(() -> made(dev, Set.of(Permission.DOCKS_WRITE), null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("docks:write");
        Actor narrow = token(made(dev, Set.of(Permission.TOKENS_WRITE, Permission.RESOURCES_READ), null))
                .actor();

        assertThat(token(made(narrow, null, null)).actor().permissions())
                .containsExactlyInAnyOrder(Permission.TOKENS_WRITE, Permission.RESOURCES_READ);
        assertThatThrownBy(() -> made(narrow, Set.of(Permission.DOCKS_READ), null))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void who_goes_on_using_a_token_that_is_over_stands_in_the_log_once_a_minute() {
        ApiToken.Made over = bed.token(owner, new ApiToken.Wanted("old", null, null));
        revoke(owner, over.id());
        for (int i = 0; i < 3; i++) {
            assertThat(token(over.secret().reveal()).known()).isFalse();
        }
        bed.clock.tick(Duration.ofSeconds(60));
        token(over.secret().reveal());

        assertThat(database.texts("select concat_ws(' ', actor, result, detail ->> 'reason') from audit_log"
                        + " where action = 'token.use' and target = 'tokens/" + over.id() + "'"))
                .hasSize(2)
                .containsOnly("owner@acme.example refused That API token was revoked.");
    }

    @Test
    void a_token_ends_at_its_time_and_when_it_is_revoked() {
        String brief = made(owner, null, bed.clock.instant().plusSeconds(60));
        ApiToken.Made other = bed.token(owner, new ApiToken.Wanted("ci", null, null));
        assertThat(token(brief).known()).isTrue();
        bed.clock.tick(Duration.ofSeconds(60));
        assertThat(token(brief).reason()).contains("expired");
        assertThatThrownBy(() -> made(owner, null, bed.clock.instant())).isInstanceOf(AccountException.class);

        revoke(owner, other.id());

        assertThat(token(other.secret().reveal()).reason()).contains("revoked");
        assertThatThrownBy(() -> revoke(owner, other.id())).isInstanceOf(AccountException.class);
    }

    private void revoke(Actor actor, long id) {
        bed.access.act(actor, Permission.TOKENS_WRITE, "token.revoke", null, deed -> {
            bed.tokens.revoke(deed, id);
            return id;
        });
    }

    @Test
    void others_tokens_are_seen_and_ended_by_who_may_change_members_alone() {
        Actor dev = bed.member(owner, "dev", Role.DEVELOPER);
        Actor client = bed.member(owner, "client", Role.CLIENT);
        Actor stranger = bed.owner("other");
        long id = bed.token(dev, new ApiToken.Wanted("ci", null, null)).id();

        for (Actor each : List.of(client, stranger)) {
            assertThatThrownBy(() -> revoke(each, id)).isInstanceOf(AccountException.class);
            assertThat(tokens(each)).isEmpty();
        }
        assertThat(tokens(dev)).hasSize(1);
        assertThat(tokens(owner)).hasSize(1);
        revoke(owner, id);
        assertThat(tokens(dev).get(0).times().revokedAt()).isEqualTo(bed.clock.instant());
    }

    private List<ApiToken> tokens(Actor actor) {
        return bed.access.look(
                actor,
                Permission.TOKENS_READ,
                "token.list",
                deed -> bed.tokens.list(deed, null, 10).items());
    }

    @Test
    void a_token_stays_in_its_organization() {
        bed.owner("other");
        String token = made(owner, null, null);

        assertThat(bed.authenticator.byToken(token, "acme", "::1").known()).isTrue();
        assertThat(bed.authenticator.byToken(token, "other", "::1").reason()).contains("acme and no other");
    }

    @Test
    void its_last_use_is_noted_once_a_minute() {
        String token = made(owner, null, null);
        Instant first = bed.clock.instant();
        token(token);
        bed.clock.tick(Duration.ofSeconds(59));
        token(token);
        assertThat(tokens(owner).get(0).times().lastUsedAt()).isEqualTo(first);
        assertThat(tokens(owner).get(0).times().lastUsedFrom()).isEqualTo("192.0.2.1");
        Instant later = bed.clock.tick(Duration.ofSeconds(1));
        token(token);
        assertThat(tokens(owner).get(0).times().lastUsedAt()).isEqualTo(later);
    }

    @Test
    void operators_are_so_by_no_role_and_their_tokens_belong_to_no_organization() {
        String before = bed.session(owner);
        assertThat(session(before).actor().may(Permission.INSTANCE_READ)).isFalse();
        assertThat(bed.people.operator(Email.of(owner.name()), true)).isTrue();
        Actor operator = session(before).actor();
        assertThat(operator.permissions()).contains(Permission.INSTANCE_READ, Permission.INSTANCE_WRITE);

        String token = bed.tokens
                .createOfInstance(
                        operator, null, new ApiToken.Wanted("prometheus", Set.of(Permission.INSTANCE_READ), null))
                .secret()
                .reveal();

        assertThat(token(token).actor().permissions()).containsExactly(Permission.INSTANCE_READ);
        assertThat(token(token).actor().organization()).isNull();
        assertThat(bed.tokens.listOfInstance(null, 10).items()).hasSize(1);
        assertThat(tokens(owner)).isEmpty();
        bed.people.operator(Email.of(owner.name()), false);
        assertThat(token(token).reason()).contains("no operator any more");
        assertThatThrownBy(() -> bed.tokens.createOfInstance(owner, null, new ApiToken.Wanted("x", null, null)))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void whoever_is_trusted_acts_in_the_oldest_organization_or_the_one_they_name() {
        assertThat(bed.authenticator.trusted("dev", null, "local").organization())
                .extracting("slug")
                .isEqualTo("default");
        Actor named = bed.authenticator.trusted("dev", "acme", "local").actor();
        assertThat(named.organization()).isEqualTo(owner.organization());
        assertThat(named.permissions()).containsExactlyInAnyOrder(Permission.values());
        assertThat(bed.authenticator.trusted("dev", "nowhere", "local").known()).isFalse();
        // and makes tokens for members alone
        ApiToken.Made forOwner = bed.access.act(
                named,
                Permission.TOKENS_WRITE,
                "token.create",
                null,
                deed -> bed.tokens.createFor(
                        deed, Objects.requireNonNull(owner.person()), new ApiToken.Wanted("ci", null, null)));
        assertThat(token(forOwner.secret().reveal()).actor().name()).isEqualTo(owner.name());
    }
}
