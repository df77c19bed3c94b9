package io.tidegate.account.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.account.AccountBed;
import io.tidegate.account.AccountException;
import io.tidegate.account.Email;
import io.tidegate.account.Members;
import io.tidegate.account.TokenText;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signing in, and trying to without being who one says. */
class SignInTest {
    private static final String WRONG = "a wrong but long password";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private AccountBed bed;
    private Actor owner;

    @BeforeEach
    void found() {
        bed = new AccountBed(database);
        owner = bed.owner("acme");
    }

    private SignedIn sign(String email, String password, String address) {
        return bed.signIn.byPassword(email, password, null, address);
    }

    private static String cookie(SignedIn outcome) {
        assertThat(outcome).isInstanceOf(SignedIn.Yes.class);
        return ((SignedIn.Yes) outcome).cookie().reveal();
    }

    private static List<String> log(String where) {
        return database.texts("select actor || ' ' || result || ' ' || detail::text from audit_log"
                + " where action = 'session.create' and " + where + " order by id");
    }

    @Test
    void answers_and_log_do_not_tell_an_unknown_e_mail_from_a_wrong_password() {
        SignedIn unknown = sign("nobody@acme.example", WRONG, "192.0.2.201");
        SignedIn wrong = sign(owner.name(), WRONG, "192.0.2.202");

        assertThat(unknown).isEqualTo(wrong).isEqualTo(new SignedIn.No("E-mail or password is wrong."));
        assertThat(log("address like '192.0.2.20_'"))
                .containsExactly(
                        "anonymous refused {\"email\": \"nobody@acme.example\", \"wrong\": \"email or password\"}",
                        "anonymous refused {\"email\": \"owner@acme.example\", \"wrong\": \"email or password\"}");
        assertThat(database.texts("select count(*) from audit_log where detail::text like '%wrong but long%'"))
                .containsExactly("0");
    }

    @Test
    void a_right_password_begins_a_session_and_stands_in_the_log() {
        String cookie = cookie(sign(" Owner@ACME.example ", AccountBed.PASSWORD, "192.0.2.210"));

        assertThat(bed.authenticator
                        .bySession(cookie, null, "192.0.2.210")
                        .actor()
                        .name())
                .isEqualTo("owner@acme.example");
        assertThat(log("address = '192.0.2.210'")).containsExactly("owner@acme.example done {}");
        assertThat(database.texts("select count(*) from sessions where encode(hash, 'escape') like '%" + cookie + "%'"))
                .containsExactly("0");
    }

    @Test
    void a_session_known_from_before_is_none_afterwards() {
        String before = bed.session(owner);

        String after = cookie(bed.signIn.byPassword(owner.name(), AccountBed.PASSWORD, before, "::1"));

        assertThat(after).isNotEqualTo(before);
        assertThat(bed.authenticator.bySession(before, null, "::1").known()).isFalse();
        String chosen = "A".repeat(43);
        assertThat(cookie(bed.signIn.byPassword(owner.name(), AccountBed.PASSWORD, chosen, "::1")))
                .isNotEqualTo(chosen);
        assertThat(bed.authenticator.bySession(chosen, null, "::1").known()).isFalse();
    }

    @Test
    void the_fifth_failure_and_those_after_it_make_wait_twice_as_long_each_up_to_a_quarter_of_an_hour() {
        List<Long> waits = new ArrayList<>();
        for (int failure = 1; failure <= 17; failure++) {
            // each time from somewhere else
            assertThat(sign(owner.name(), WRONG, "198.51.100." + failure)).isInstanceOf(SignedIn.No.class);
            if (failure < 5) {
                continue;
            }
            SignedIn next = sign(owner.name(), AccountBed.PASSWORD, "203.0.113." + failure);
            assertThat(next).isInstanceOf(SignedIn.Later.class);
            Duration wait = ((SignedIn.Later) next).remaining();
            waits.add(wait.toSeconds());
            bed.clock.tick(wait);
        }
        assertThat(waits).startsWith(1L, 2L, 4L, 8L).endsWith(512L, 900L, 900L, 900L);
        cookie(sign(owner.name(), AccountBed.PASSWORD, "203.0.113.99"));
        assertThat(database.texts("select key from sign_in_failures where key like 'person:owner%'"))
                .isEmpty();
    }

    @Test
    void what_is_tried_too_soon_is_not_looked_at_and_makes_nobody_wait_longer() {
        for (int failure = 0; failure < 6; failure++) {
            sign(owner.name(), WRONG, "192.0.2.1");
            bed.clock.tick(Duration.ofSeconds(failure == 5 ? 0 : 2));
        }
        for (int early = 0; early < 100; early++) {
            assertThat(sign(owner.name(), AccountBed.PASSWORD, "192.0.2.1")).isInstanceOf(SignedIn.Later.class);
        }
        bed.clock.tick(Duration.ofSeconds(2));
        cookie(sign(owner.name(), AccountBed.PASSWORD, "192.0.2.1"));
    }

    @Test
    void one_address_that_tries_many_e_mails_is_slowed_and_another_is_not() {
        for (int each = 0; each < 5; each++) {
            sign("guess" + each + "@acme.example", WRONG, "2001:db8:1:2:0:0:0:" + each);
        }
        assertThat(sign(owner.name(), AccountBed.PASSWORD, "2001:db8:1:2:ffff:0:0:1"))
                .isInstanceOf(SignedIn.Later.class);
        cookie(sign(owner.name(), AccountBed.PASSWORD, "2001:db8:1:3:0:0:0:1"));
    }

    @Test
    void those_who_sign_in_rightly_from_one_address_do_not_slow_each_other() {
        for (int each = 0; each < 20; each++) {
            cookie(sign(owner.name(), AccountBed.PASSWORD, "192.0.2.1"));
        }
    }

    @Test
    void many_attempts_at_the_same_time_are_not_all_tried() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(10);
        int looked = 0;
        try {
            List<Future<SignedIn>> all = new ArrayList<>();
            for (int each = 0; each < 60; each++) {
                String address = "192.0.2." + each;
                all.add(threads.submit(() -> {
                    begin.await();
                    return sign(owner.name(), WRONG, address);
                }));
            }
            begin.countDown();
            for (Future<SignedIn> each : all) {
                looked += each.get() instanceof SignedIn.No ? 1 : 0;
            }
        } finally {
            threads.shutdown();
        }
        assertThat(looked).isEqualTo(5);
    }

    @Test
    void one_invitation_lets_one_in_however_many_come_at_once() throws Exception {
        Members.Invitation invitation = bed.invite(owner, "dev@people.example", Role.DEVELOPER);
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        int in = 0;
        try {
            List<Future<SignedIn>> all = new ArrayList<>();
            for (int each = 0; each < 6; each++) {
                String password = "the password of number " + each;
                all.add(threads.submit(() -> {
                    begin.await();
                    return bed.signIn.byInvitation(invitation.secret().reveal(), password, null, "::1");
                }));
            }
            begin.countDown();
            for (Future<SignedIn> each : all) {
                in += each.get() instanceof SignedIn.Yes ? 1 : 0;
            }
        } finally {
            threads.shutdown();
        }
        assertThat(in).isEqualTo(1);
        assertThat(database.texts("select count(*) from sessions s join people p on p.id = s.person_id"
                        + " where p.email = 'dev@people.example'"))
                .containsExactly("1");
    }

    @Test
    void an_invitation_ends_after_a_day_and_with_the_next_one() {
        TokenText first =
                bed.invite(owner, "dev@people.example", Role.DEVELOPER).secret();
        TokenText second = bed.invite(owner, "dev@people.example", Role.SUPPORT).secret();
        assertThat(bed.signIn.byInvitation(first.reveal(), AccountBed.PASSWORD, null, "::1"))
                .isInstanceOf(SignedIn.No.class);
        bed.clock.tick(Duration.ofHours(24));
        assertThat(bed.signIn.byInvitation(second.reveal(), AccountBed.PASSWORD, null, "::1"))
                .isInstanceOf(SignedIn.No.class);
        assertThat(bed.signIn.byInvitation("tdgi_" + "A".repeat(43), AccountBed.PASSWORD, null, "::1"))
                .isInstanceOf(SignedIn.No.class);
    }

    @Test
    void an_invitation_with_a_poor_password_can_be_taken_again() {
        TokenText invitation =
                bed.invite(owner, "dev@people.example", Role.DEVELOPER).secret();

        assertThatThrownBy(() -> bed.signIn.byInvitation(invitation.reveal(), "short", null, "::1"))
                .isInstanceOf(AccountException.class);
        assertThat(bed.come(invitation).role()).isEqualTo(Role.DEVELOPER);
    }

    @Test
    void an_invitation_of_one_organization_does_not_open_another_ones_account() {
        Actor other = bed.owner("other");
        // whoever invites has the invitation, and could try to come with it themselves
        TokenText forOwner = bed.invite(other, owner.name(), Role.CLIENT).secret();
        assertThat(bed.signIn.byInvitation(forOwner.reveal(), "a password that other chose", null, "::1"))
                .isInstanceOf(SignedIn.No.class);
        // nor do they get in where somebody was invited who has not come yet
        bed.invite(owner, "new@people.example", Role.ADMIN);
        TokenText forNew = bed.invite(other, "new@people.example", Role.CLIENT).secret();
        Actor stolen = bed.come(forNew);
        assertThat(stolen.organization()).isEqualTo(other.organization());
        String cookie = bed.session(stolen);
        assertThat(bed.signIn.switchTo(cookie, "acme")).isFalse();
        assertThat(bed.authenticator.organizations(stolen)).extracting("slug").containsExactly("other");
    }

    @Test
    void another_password_ends_all_sessions() {
        String elsewhere = bed.session(owner);
        String here = bed.session(owner);

        assertThat(bed.signIn.changePassword(here, WRONG, "a new and better password", "::1"))
                .isEqualTo(new SignedIn.No("That is not your password."));
        String after = cookie(bed.signIn.changePassword(here, AccountBed.PASSWORD, "a new and better password", "::1"));

        assertThat(bed.authenticator.bySession(elsewhere, null, "::1").known()).isFalse();
        assertThat(bed.authenticator.bySession(here, null, "::1").known()).isFalse();
        assertThat(bed.authenticator.bySession(after, null, "::1").known()).isTrue();
        assertThat(sign(owner.name(), AccountBed.PASSWORD, "::1")).isInstanceOf(SignedIn.No.class);
        cookie(sign(owner.name(), "a new and better password", "::1"));
    }

    @Test
    void a_password_that_is_lost_is_made_anew_by_whoever_runs_the_machine() {
        String session = bed.session(owner);
        TokenText recovery = bed.signIn.recover(Email.of(owner.name()));

        cookie(bed.signIn.byInvitation(recovery.reveal(), "a password found anew", null, "::1"));

        assertThat(bed.authenticator.bySession(session, null, "::1").known()).isFalse();
        cookie(sign(owner.name(), "a password found anew", "::1"));
        assertThat(bed.signIn.byInvitation(recovery.reveal(), "a password found again", null, "::1"))
                .isInstanceOf(SignedIn.No.class);
    }

    @Test
    void hostile_words_are_words() {
        for (String email : List.of("", "'; drop table people; --", "a@b\u0000c", "x".repeat(100_000), "\uD800@a.b")) {
            assertThat(sign(email, "\u0000'\"\\", "192.0.2.50")).isNotInstanceOf(SignedIn.Yes.class);
            bed.clock.tick(Duration.ofMinutes(1));
        }
    }
}
