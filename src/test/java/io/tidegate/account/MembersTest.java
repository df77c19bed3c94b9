package io.tidegate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.RefusedException;
import io.tidegate.access.Role;
import io.tidegate.testing.TestDatabase;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who belongs to an organization, and who may say so. */
class MembersTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private AccountBed bed;
    private Actor owner;

    @BeforeEach
    void found() {
        bed = new AccountBed(database);
        owner = bed.owner("acme");
    }

    private static long person(Actor actor) {
        return Objects.requireNonNull(actor.person());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "-acme",
                "Acme",
                "ac_me",
                "acme.example",
                "../etc",
                "a23456789-123456789-123456789-123456789-x"
            })
    void a_slug_has_its_form(String slug) {
        assertThatThrownBy(() -> bed.organizations.create(slug, "Acme", "ann@acme.example"))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("slug");
    }

    @Test
    void a_slug_is_had_once() {
        assertThatThrownBy(() -> bed.organizations.create("acme", "Acme", "eve@evil.example"))
                .isInstanceOf(AccountException.class)
                .hasMessage("There is an organization acme already.");
        assertThat(database.texts("select email from people")).containsExactly("owner@acme.example");
    }

    @Test
    void who_is_invited_may_nothing_before_they_come() {
        Members.Invitation invitation = bed.invite(owner, "Dev@People.example", Role.DEVELOPER);

        assertThat(invitation.member().pending()).isTrue();
        assertThat(invitation.member().email()).isEqualTo("dev@people.example");
        assertThat(invitation.secret().reveal()).startsWith("tdgi_");
        Actor came = bed.come(invitation.secret());
        assertThat(came.role()).isEqualTo(Role.DEVELOPER);
        assertThat(came.permissions()).isEqualTo(Role.DEVELOPER.permissions());
        assertThat(came.organization()).isEqualTo(owner.organization());
        assertThatThrownBy(() -> bed.invite(owner, "dev@people.example", Role.ADMIN))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("is a member already");
    }

    @Test
    void what_somebody_is_called_elsewhere_is_not_shown_before_they_come() {
        Actor other = bed.owner("other");
        database.jdbi()
                .useHandle(
                        handle -> handle.execute("update people set name = 'Otto Other' where id = ?", other.person()));

        Member invited = bed.invite(owner, other.name(), Role.CLIENT).member();

        assertThat(invited.name()).isNull();
        assertThat(invited.lastSeenAt()).isNull();
    }

    @Test
    void members_of_others_are_nobody_here() {
        Actor other = bed.owner("other");

        assertThatThrownBy(() -> bed.act(owner, deed -> bed.members.change(deed, person(other), Role.CLIENT)))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("Nobody with the number");
        assertThat(bed.act(owner, deed -> bed.members.list(deed, null, 10)).items())
                .extracting(Member::email)
                .containsExactly("owner@acme.example");
    }

    @Test
    void only_owners_make_and_unmake_owners() {
        Actor admin = bed.member(owner, "admin", Role.ADMIN);
        Actor support = bed.member(owner, "support", Role.SUPPORT);

        assertThatThrownBy(() -> bed.invite(admin, "eve@evil.example", Role.OWNER))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> bed.act(admin, deed -> bed.members.change(deed, person(admin), Role.OWNER)))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> bed.act(admin, deed -> bed.members.change(deed, person(owner), Role.CLIENT)))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> bed.act(admin, deed -> {
                    bed.members.remove(deed, person(owner));
                    return true;
                }))
                .isInstanceOf(RefusedException.class);
        assertThat(bed.act(admin, deed -> bed.members.change(deed, person(support), Role.CLIENT))
                        .role())
                .isEqualTo(Role.CLIENT);
        assertThat(bed.act(owner, deed -> bed.members.change(deed, person(support), Role.OWNER))
                        .role())
                .isEqualTo(Role.OWNER);
        assertThat(database.texts("select count(*) from audit_log where action = 'member.try' and result = 'refused'"
                        + " and person_id = " + admin.person()))
                .containsExactly("4");
    }

    @Test
    void the_last_owner_stays() {
        bed.invite(owner, "pending@people.example", Role.OWNER);

        assertThatThrownBy(() -> bed.act(owner, deed -> bed.members.change(deed, person(owner), Role.ADMIN)))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("last owner");
        assertThatThrownBy(() -> bed.act(owner, deed -> {
                    bed.members.remove(deed, person(owner));
                    return true;
                }))
                .hasMessageContaining("last owner");
    }

    @Test
    void two_owners_who_unmake_each_other_at_the_same_time_leave_one() throws Exception {
        Actor second = bed.member(owner, "second", Role.OWNER);
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> both = List.of(
                    threads.submit(() -> unmake(begin, owner, person(second))),
                    threads.submit(() -> unmake(begin, second, person(owner))));
            begin.countDown();
            for (Future<?> each : both) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(database.texts("select count(*) from members where role = 'owner'"))
                .containsExactly("1");
    }

    private void unmake(CountDownLatch begin, Actor actor, long person) {
        try {
            begin.await();
            bed.act(actor, deed -> bed.members.change(deed, person, Role.ADMIN));
        } catch (AccountException e) {
            assertThat(e).hasMessageContaining("last owner");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void who_is_removed_has_no_token_and_no_session_there_any_more() {
        Actor dev = bed.member(owner, "dev", Role.DEVELOPER);
        String session = bed.session(dev);
        String token =
                bed.token(dev, new ApiToken.Wanted("ci", null, null)).secret().reveal();
        assertThat(bed.authenticator.byToken(token, null, "::1").known()).isTrue();

        bed.act(owner, deed -> {
            bed.members.remove(deed, person(dev));
            return true;
        });

        assertThat(bed.authenticator.bySession(session, null, "::1").actor().permissions())
                .isEmpty();
        assertThat(bed.authenticator.byToken(token, null, "::1").reason()).contains("revoked");
        assertThat(database.texts("select count(*) from sessions where person_id = " + dev.person()))
                .containsExactly("0");
        // who comes back begins anew
        bed.come(bed.invite(owner, dev.name(), Role.DEVELOPER).secret());
        assertThat(bed.authenticator.byToken(token, null, "::1").known()).isFalse();
    }

    @Test
    void another_role_counts_at_once() {
        Actor dev = bed.member(owner, "dev", Role.DEVELOPER);
        String session = bed.session(dev);

        bed.act(owner, deed -> bed.members.change(deed, person(dev), Role.CLIENT));

        assertThat(bed.authenticator.bySession(session, null, "::1").actor().may(Permission.DOCKS_READ))
                .isFalse();
    }

    @Test
    void a_token_makes_nobody_who_may_more_than_it() {
        Actor program = new Actor(
                owner.name(),
                owner.person(),
                1L,
                owner.organization(),
                Role.OWNER,
                Set.of(Permission.MEMBERS_WRITE, Permission.DEVICES_READ, Permission.DEVICES_SYNC),
                "test");
        Actor support = bed.member(owner, "sam", Role.SUPPORT);

        assertThatThrownBy(() -> bed.invite(program, "me@people.example", Role.OWNER))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("token's scopes");
        assertThatThrownBy(() -> bed.act(program, deed -> bed.members.change(deed, person(support), Role.ADMIN)))
                .isInstanceOf(RefusedException.class);
        assertThat(bed.invite(program, "phone@people.example", Role.DEVICE_USER)
                        .member()
                        .role())
                .isEqualTo(Role.DEVICE_USER);
    }
}
