package io.tidegate.account.sign;

import io.tidegate.access.Actor;
import io.tidegate.access.AuditEntry;
import io.tidegate.access.AuditStore;
import io.tidegate.account.AccountException;
import io.tidegate.account.Email;
import io.tidegate.account.Passwords;
import io.tidegate.account.TokenText;
import io.tidegate.account.sign.InvitationStore.Invitation;
import io.tidegate.account.sign.PersonStore.Person;
import io.tidegate.account.sign.SessionStore.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signs people in and out. What fails slows down what follows, for its e-mail and for where it came from, on all nodes;
 * answers do not tell whether it was the e-mail or the password that was wrong.
 */
public final class SignIn {
    private static final String WRONG = "E-mail or password is wrong.";
    private static final String VOID = "This invitation is not valid, or was used, or expired. Ask for another one.";
    private static final Duration RECOVERY = Duration.ofHours(1);

    /** Where everything is kept, as the login role. */
    public record Stores(
            PersonStore people,
            SessionStore sessions,
            InvitationStore invitations,
            SignInFailureStore failures,
            AuditStore log) {}

    private final Stores stores;
    private final Passwords passwords;
    private final InstantSource clock;

    public SignIn(Stores stores, Passwords passwords, InstantSource clock) {
        this.stores = stores;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * By e-mail and password. Takes some tenths of a second.
     *
     * @param cookie of a session before, which ends; null for none
     * @param address where it comes from
     */
    public SignedIn byPassword(String email, String password, @Nullable String cookie, String address) {
        Email known = Email.find(email).orElse(null);
        Attempt attempt = Attempt.of(known, address);
        Instant now = clock.instant();
        SignInFailureStore.Turn turn = stores.failures().begin(attempt.keys(), now);
        if (!turn.open()) {
            return new SignedIn.Later(Duration.between(now, turn.until()));
        }
        Person found = known == null ? null : stores.people().find(known).orElse(null);
        String stored = found == null ? null : found.password();
        boolean right = passwords.matches(password, stored);
        if (found == null || stored == null || !right) {
            refused(known, turn, address, "email or password");
            return new SignedIn.No(WRONG);
        }
        if (passwords.outdated(stored)) {
            stores.people().password(found.id(), stored, passwords.hash(password));
        }
        stores.failures().succeeded(attempt.person(), attempt.address(), now);
        return new SignedIn.Yes(begin(found, null, cookie, address));
    }

    /**
     * By an invitation: with a new password who has none yet, with theirs who have one. Afterwards it is used up.
     *
     * @throws AccountException when the new password cannot be one
     */
    public SignedIn byInvitation(String token, String password, @Nullable String cookie, String address) {
        Instant now = clock.instant();
        TokenText text =
                TokenText.find(TokenText.Kind.INVITATION, token.strip()).orElse(null);
        Invitation invitation =
                text == null ? null : stores.invitations().find(text, now).orElse(null);
        Person person = invitation == null
                ? null
                : stores.people().find(invitation.person()).orElse(null);
        if (invitation == null || person == null) {
            return unknownInvitation(address, now);
        }
        String hash = null;
        if (person.password() == null || invitation.recovery()) {
            passwords.check(password, new Email(person.email()));
            hash = passwords.hash(password);
        } else {
            SignedIn refused = verify(person, password, address, now);
            if (refused != null) {
                return refused;
            }
        }
        if (!stores.invitations().take(invitation, hash, address, now)) {
            return new SignedIn.No(VOID);
        }
        note(person, invitation.organization(), "invitation.accept", address);
        return new SignedIn.Yes(begin(person, invitation.organization(), cookie, address));
    }

    private SignedIn unknownInvitation(String address, Instant now) {
        SignInFailureStore.Turn turn =
                stores.failures().begin(List.of(Attempt.of(null, address).address()), now);
        if (!turn.open()) {
            return new SignedIn.Later(Duration.between(now, turn.until()));
        }
        refused(null, turn, address, "invitation");
        return new SignedIn.No(VOID);
    }

    /** Null when it is their password. */
    private @Nullable SignedIn verify(Person person, String password, String address, Instant now) {
        Attempt attempt = Attempt.of(new Email(person.email()), address);
        SignInFailureStore.Turn turn = stores.failures().begin(attempt.keys(), now);
        if (!turn.open()) {
            return new SignedIn.Later(Duration.between(now, turn.until()));
        }
        if (!passwords.matches(password, person.password())) {
            refused(new Email(person.email()), turn, address, "password");
            return new SignedIn.No("You have an account here already, and that is not its password.");
        }
        stores.failures().succeeded(attempt.person(), attempt.address(), now);
        return null;
    }

    /**
     * Gives somebody who is signed in another password. All their sessions end, and a new one begins.
     *
     * @throws AccountException when the new one cannot be one
     */
    public SignedIn changePassword(String cookie, String password, String wanted, String address) {
        Instant now = clock.instant();
        Person person = session(cookie)
                .flatMap(session -> stores.people().find(session.person()))
                .orElse(null);
        if (person == null) {
            return new SignedIn.No("Your session has ended. Sign in again.");
        }
        passwords.check(wanted, new Email(person.email()));
        SignedIn refused = verify(person, password, address, now);
        if (refused != null) {
            return refused instanceof SignedIn.No ? new SignedIn.No("That is not your password.") : refused;
        }
        if (!stores.people().password(person.id(), person.password(), passwords.hash(wanted))) {
            return new SignedIn.No("Your password was changed meanwhile.");
        }
        stores.sessions().endAll(person.id());
        note(person, null, "password.change", address);
        return new SignedIn.Yes(begin(person, null, cookie, address));
    }

    /**
     * Lets somebody choose another password, by an invitation that lasts an hour. For operators and this machine's
     * command line: whoever has it can sign in as them.
     *
     * @throws AccountException when nobody has that e-mail
     */
    public TokenText recover(Email email) {
        Instant now = clock.instant();
        TokenText token = TokenText.make(TokenText.Kind.INVITATION);
        if (!stores.invitations().recover(email.text(), token, now.plus(RECOVERY), now)) {
            throw new AccountException(AccountException.Kind.MISSING, "Nobody has the e-mail " + email + ".");
        }
        return token;
    }

    /** Moves a session to another organization of its person's. */
    public boolean switchTo(String cookie, String slug) {
        return TokenText.find(TokenText.Kind.SESSION, cookie)
                .map(text -> stores.sessions().switchTo(text, slug, clock.instant()))
                .orElse(false);
    }

    /** Ends a session; one that is none is left alone. */
    public void signOut(String cookie, String address) {
        session(cookie).ifPresent(session -> {
            TokenText.find(TokenText.Kind.SESSION, cookie).ifPresent(stores.sessions()::end);
            stores.people()
                    .find(session.person())
                    .ifPresent(person -> note(person, session.wanted(), "session.end", address));
        });
    }

    private Optional<Session> session(String cookie) {
        return TokenText.find(TokenText.Kind.SESSION, cookie)
                .flatMap(text -> stores.sessions().find(text, clock.instant()));
    }

    /** Whoever knew the cookie from before knows nothing of the new one. */
    private TokenText begin(Person person, @Nullable Long organization, @Nullable String before, String address) {
        if (before != null) {
            TokenText.find(TokenText.Kind.SESSION, before).ifPresent(stores.sessions()::end);
        }
        TokenText made = TokenText.make(TokenText.Kind.SESSION);
        Instant now = clock.instant();
        Long began = stores.sessions()
                .begin(made, person.id(), organization, address, now)
                .orElse(null);
        stores.people().seen(person.id(), now);
        // the organization's own log has who came, whichever way
        note(person, began, "session.create", address);
        return made;
    }

    private void refused(@Nullable Email email, SignInFailureStore.Turn turn, String address, String wrong) {
        Map<String, String> detail = new TreeMap<>();
        if (email != null) {
            detail.put("email", email.text());
        }
        detail.put("wrong", wrong);
        if (turn.until().isAfter(clock.instant())) {
            detail.put("next_not_before", turn.until().toString());
        }
        stores.log()
                .add(new AuditEntry(
                        clock.instant(),
                        Actor.anonymous(address),
                        null,
                        "session.create",
                        null,
                        AuditEntry.Result.REFUSED,
                        detail));
    }

    private void note(Person person, @Nullable Long organization, String action, String address) {
        Actor actor = new Actor(person.email(), person.id(), null, organization, null, Set.of(), address);
        stores.log()
                .add(new AuditEntry(
                        clock.instant(), actor, organization, action, null, AuditEntry.Result.DONE, Map.of()));
    }
}
