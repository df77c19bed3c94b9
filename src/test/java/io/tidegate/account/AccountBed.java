package io.tidegate.account;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.access.AccessControl;
import io.tidegate.access.Actor;
import io.tidegate.access.AuditStore;
import io.tidegate.access.Deed;
import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.account.sign.Authenticator;
import io.tidegate.account.sign.BearerStore;
import io.tidegate.account.sign.InvitationStore;
import io.tidegate.account.sign.PersonStore;
import io.tidegate.account.sign.SessionStore;
import io.tidegate.account.sign.SignIn;
import io.tidegate.account.sign.SignInFailureStore;
import io.tidegate.account.sign.SignedIn;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Organizations with people in them, and all that lets these in. Passwords are kept with fewer rounds, to be quick. */
public final class AccountBed {
    public static final String PASSWORD = "correct horse battery staple";
    public static final String HERE = "127.0.0.1";

    public final SettableClock clock = new SettableClock();
    public final AccessControl access;
    public final Organizations organizations;
    public final Members members = new Members(clock);
    public final ApiTokens tokens;
    public final Authenticator authenticator;
    public final PersonStore people;
    public final SignIn signIn;

    public AccountBed(TestDatabase database) {
        this(emptied(database), database.dataSource());
    }

    /** The same on a database that others use already. */
    public AccountBed(Jdbi jdbi, DataSource source) {
        AuditStore log = new AuditStore(jdbi, new ObjectMapper());
        access = new AccessControl(new OrganizationScope(source), log, clock);
        OrganizationStore store = new OrganizationStore(jdbi);
        organizations = new Organizations(store, clock);
        tokens = new ApiTokens(new ApiTokenStore(jdbi), clock);
        SessionStore sessions = new SessionStore(jdbi);
        authenticator = new Authenticator(new BearerStore(jdbi), sessions, store, log, clock);
        people = new PersonStore(jdbi);
        signIn = new SignIn(
                new SignIn.Stores(people, sessions, new InvitationStore(jdbi), new SignInFailureStore(jdbi), log),
                new Passwords(10),
                clock);
    }

    private static Jdbi emptied(TestDatabase database) {
        database.jdbi().useHandle(handle -> {
            handle.execute("truncate people, sign_in_failures, sessions restart identity cascade");
            handle.execute("delete from organizations where slug <> 'default'");
        });
        return database.jdbi();
    }

    /** An organization whose owner has come, as that owner. */
    public Actor owner(String slug) {
        String email = "owner@" + slug + ".example";
        Organizations.Created created = organizations.create(slug, slug + " and sons", email);
        return come(created.invitation());
    }

    /** Somebody whom an owner invited, and who has come. */
    public Actor member(Actor owner, String name, Role role) {
        return come(invite(owner, name + "@people.example", role).secret());
    }

    public Members.Invitation invite(Actor owner, String email, Role role) {
        return act(owner, deed -> members.invite(deed, Email.of(email), role));
    }

    /** Takes an invitation, and is whoever that is. */
    public Actor come(TokenText invitation) {
        return authenticator
                .bySession(cookie(signIn.byInvitation(invitation.reveal(), PASSWORD, null, HERE)), null, HERE)
                .actor();
    }

    /** Signs in with the password that all have here. */
    public String session(Actor actor) {
        return cookie(signIn.byPassword(actor.name(), PASSWORD, null, HERE));
    }

    /** Does something to members, audited. */
    public <T> T act(Actor actor, Function<Deed, T> work) {
        return access.act(actor, Permission.MEMBERS_WRITE, "member.try", null, work);
    }

    /** A token of an actor's own. */
    public ApiToken.Made token(Actor actor, ApiToken.Wanted wanted) {
        return access.act(actor, Permission.TOKENS_WRITE, "token.create", null, deed -> tokens.create(deed, wanted));
    }

    private static String cookie(SignedIn outcome) {
        if (outcome instanceof SignedIn.Yes yes) {
            return yes.cookie().reveal();
        }
        throw new AssertionError("not signed in: " + outcome);
    }
}
