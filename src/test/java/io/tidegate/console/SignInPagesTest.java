package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.account.AccountBed;
import io.tidegate.account.ApiToken;
import io.tidegate.account.Email;
import io.tidegate.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signing in by browser and token, and coming in without. */
class SignInPagesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SignedInBed bed;
    private Actor owner;

    @BeforeEach
    void open() {
        bed = new SignedInBed(database);
        owner = bed.accounts.owner("acme");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }

    private static String session(HttpResponse<String> answer) {
        return cookie(answer).replaceFirst("^[^=]+=([^;]*);.*", "$1");
    }

    @Test
    void without_a_session_every_page_leads_to_the_sign_in_and_back() {
        assertThat(location(bed.console.get("/"))).isEqualTo("/sign-in?next=%2F");
        assertThat(location(bed.console.get("/docks/12?tab=x"))).isEqualTo("/sign-in?next=%2Fdocks%2F12%3Ftab%3Dx");
        assertThat(location(bed.console.get("//evil.example/"))).isEqualTo("/sign-in?next=%2F");
        assertThat(bed.console.get("/", "HX-Request", "true").statusCode()).isEqualTo(401);
        assertThat(bed.console.get("/assets/tidegate.css").statusCode()).isEqualTo(200);
        HttpResponse<String> page = bed.console.get("/sign-in?next=%2Fdocks");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("name=\"next\" value=\"/docks\"")
                .contains("autocomplete=\"current-password\"")
                .doesNotContain("/observe/");
        assertThat(bed.console.get("/sign-in?next=https://evil.example/").body())
                .doesNotContain("evil.example");
    }

    @Test
    void signing_in_leads_on_with_a_cookie_that_no_script_reads() {
        HttpResponse<String> answer = bed.form(
                "/sign-in", List.of("email", owner.name(), "password", AccountBed.PASSWORD, "next", "/?since=1"));

        assertThat(location(answer)).isEqualTo("/?since=1");
        assertThat(cookie(answer)).matches("tidegate=[A-Za-z0-9_-]{43}; Path=/; HTTPOnly; SameSite=Lax");
        HttpResponse<String> page = bed.as(session(answer), "/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("owner@acme.example")
                .contains("Sign out")
                .contains("acme and sons");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(location(bed.as(session(answer), "/sign-in"))).isEqualTo("/");
    }

    @Test
    void behind_https_the_cookie_is_bound_to_this_host_and_never_sent_in_the_open() {
        try (SignedInBed published = new SignedInBed(database, "--tidegate.http.public-url=https://tide.example")) {
            Actor ann = published.accounts.owner("acme");
            HttpResponse<String> answer = published.signIn(ann, AccountBed.PASSWORD);

            assertThat(cookie(answer))
                    .matches("__Host-tidegate=[A-Za-z0-9_-]{43}; Path=/; Secure; HTTPOnly; SameSite=Lax");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
            // a cookie that another site of the domain could have set counts for nothing
            assertThat(published.as(session(answer), "/").statusCode()).isEqualTo(303);
            assertThat(published
                            .console
                            .get("/", "Cookie", "__Host-tidegate=" + session(answer))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void what_is_wrong_is_said_alike_and_slows_down() {
        HttpResponse<String> unknown = bed.form("/sign-in", List.of("email", "x@y.example", "password", "wrong"));
        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(unknown.headers().firstValue("Set-Cookie")).isEmpty();
        for (int failure = 0; failure < 4; failure++) {
            assertThat(bed.signIn(owner, "wrong").body())
                    .isEqualTo(unknown.body().replace("x@y.example", owner.name()));
        }
        HttpResponse<String> slowed = bed.signIn(owner, AccountBed.PASSWORD);
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValue("Retry-After")).isPresent();
        assertThat(slowed.body()).contains("Too many attempts failed.");
        // a header that anybody writes makes nobody another one
        assertThat(bed.signIn(owner, AccountBed.PASSWORD, "X-Forwarded-For", "192.0.2.9")
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void a_session_that_somebody_put_there_is_not_the_one_that_is_signed_in() {
        String planted = bed.accounts.session(bed.accounts.owner("evil"));

        HttpResponse<String> answer = bed.signIn(owner, AccountBed.PASSWORD, "Cookie", "tidegate=" + planted);

        assertThat(session(answer)).isNotEqualTo(planted);
        assertThat(bed.as(planted, "/").statusCode()).isEqualTo(303);
        // of two cookies of that name one is somebody else's
        assertThat(bed.console
                        .get("/", "Cookie", "tidegate=" + planted + "; tidegate=" + session(answer))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void forms_of_other_pages_change_nothing() {
        String session = bed.accounts.session(owner);
        String csrf = bed.csrf(session);
        String other = bed.csrf(bed.accounts.session(bed.accounts.owner("other")));
        String cookie = "tidegate=" + session;

        assertThat(bed.form("/sign-out", List.of(), "Cookie", cookie).statusCode())
                .isEqualTo(403);
        assertThat(bed.form("/sign-out", List.of("csrf", other), "Cookie", cookie)
                        .statusCode())
                .isEqualTo(403);
        assertThat(bed.form("/sign-out", List.of("csrf", ""), "Cookie", cookie).statusCode())
                .isEqualTo(403);
        assertThat(bed.form("/sign-out?csrf=" + csrf, List.of(), "Cookie", cookie)
                        .statusCode())
                .isEqualTo(403);
        assertThat(bed.form("/api/v1/nothing", List.of(), "Cookie", cookie).statusCode())
                .isEqualTo(403);
        assertThat(bed.as(session, "/").statusCode()).isEqualTo(200);
        assertThat(bed.form("/api/v1/nothing", List.of(), "Cookie", cookie, "X-CSRF-Token", csrf)
                        .statusCode())
                .isIn(404, 405);
        HttpResponse<String> out = bed.form("/sign-out", List.of("csrf", csrf), "Cookie", cookie);
        assertThat(location(out)).isEqualTo("/sign-in");
        assertThat(cookie(out)).startsWith("tidegate=;").contains("Max-Age=0");
        assertThat(bed.as(session, "/").statusCode()).isEqualTo(303);
    }

    @Test
    void an_invitation_makes_a_password_and_lets_in_once() {
        String invitation = bed.accounts
                .invite(owner, "dev@people.example", Role.DEVELOPER)
                .secret()
                .reveal();
        assertThat(bed.console.get("/invitation").body()).contains("name=\"invitation\"");
        List<String> poor = List.of("invitation", invitation, "password", "short", "again", "short");
        assertThat(bed.form("/invitation", poor).body()).contains("12 to 1024").doesNotContain(invitation);
        List<String> unlike =
                List.of("invitation", invitation, "password", "twelve letters", "again", "twelve lettres");
        assertThat(bed.form("/invitation", unlike).body()).contains("are not the same");
        List<String> good =
                List.of("invitation", " " + invitation, "password", "twelve letters", "again", "twelve letters");

        HttpResponse<String> in = bed.form("/invitation", good);

        assertThat(location(in)).isEqualTo("/");
        assertThat(bed.as(session(in), "/").body()).contains("dev@people.example");
        assertThat(bed.form("/invitation", good).statusCode()).isEqualTo(403);
    }

    @Test
    void a_password_is_changed_by_who_knows_it() {
        String session = bed.accounts.session(owner);
        String csrf = bed.csrf(session);
        String fresh = "an entirely new password";
        List<String> fields = List.of("csrf", csrf, "password", AccountBed.PASSWORD, "wanted", fresh, "again", fresh);

        HttpResponse<String> answer = bed.form("/password", fields, "Cookie", "tidegate=" + session);

        assertThat(location(answer)).isEqualTo("/");
        assertThat(bed.as(session, "/").statusCode()).isEqualTo(303);
        assertThat(bed.as(session(answer), "/").statusCode()).isEqualTo(200);
        assertThat(bed.signIn(owner, fresh).statusCode()).isEqualTo(303);
    }

    @Test
    void a_token_needs_no_csrf_and_no_cookie_beside_it_counts() {
        String session = bed.accounts.session(owner);
        String token = bed.accounts
                .token(owner, new ApiToken.Wanted("ci", Set.of(Permission.RESOURCES_READ), null))
                .secret()
                .reveal();
        String bearer = "Bearer " + token;
        assertThat(bed.form("/api/v1/nothing", List.of(), "Authorization", bearer)
                        .statusCode())
                .isIn(404, 405);
        assertThat(bed.console.get("/", "Authorization", bearer).body()).contains("What you may see");
        for (String wrong : List.of("Bearer tdg_" + "A".repeat(43), "Basic eDp5", "", "Bearer", "bearer x y")) {
            HttpResponse<String> answer =
                    bed.console.get("/api/v1/docks", "Authorization", wrong, "Cookie", "tidegate=" + session);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"tidegate\"");
        }
    }

    @Test
    void metrics_and_the_state_of_the_instance_are_for_operators() {
        String session = bed.accounts.session(owner);
        assertThat(bed.console.get("/observe/metrics").statusCode()).isEqualTo(401);
        assertThat(bed.as(session, "/observe/metrics").statusCode()).isEqualTo(403);
        assertThat(bed.console.get("/observe/health").body()).isEqualToIgnoringWhitespace("{\"status\":\"UP\"}");
        assertThat(bed.console.get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(bed.console.get("/observe/health/ready").statusCode()).isEqualTo(200);
        bed.accounts.people.operator(Email.of(owner.name()), true);
        Actor operator =
                bed.accounts.authenticator.bySession(session, null, "::1").actor();
        String token = bed.accounts
                .tokens
                .createOfInstance(
                        operator, null, new ApiToken.Wanted("prometheus", Set.of(Permission.INSTANCE_READ), null))
                .secret()
                .reveal();
        assertThat(bed.console
                        .get("/observe/metrics", "Authorization", "Bearer " + token)
                        .body())
                .contains("jvm_memory");
        assertThat(bed.console
                        .get("/observe/health", "Authorization", "Bearer " + token)
                        .body())
                .contains("docks");
    }
}
