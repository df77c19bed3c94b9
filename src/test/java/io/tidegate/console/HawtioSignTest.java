package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.account.AccountBed;
import io.tidegate.account.ApiToken;
import io.tidegate.account.Email;
import io.tidegate.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is let in to Hawtio where people sign in. */
class HawtioSignTest {
    private static final String JSON = "application/json";
    private static final String LOOK = "{\"type\":\"version\"}";
    private static final String DO =
            "{\"type\":\"exec\",\"mbean\":\"io.tidegate:type=Queue\",\"operation\":\"replay(long)\",\"arguments\":[1]}";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SignedInBed bed;
    private Actor operator;
    private Actor owner;

    @BeforeEach
    void open() {
        bed = new SignedInBed(database);
        owner = bed.accounts.owner("acme");
        Actor other = bed.accounts.owner("quay");
        bed.accounts.people.operator(Email.of(other.name()), true);
        operator = bed.accounts
                .authenticator
                .bySession(bed.accounts.session(other), null, AccountBed.HERE)
                .actor();
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private HttpResponse<String> ask(String question, String... headers) {
        return bed.body("/hawtio/jolokia/", question, JSON, headers);
    }

    private static String cookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.replaceFirst("^[^=]+=([^;]*);?.*", "$1"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no cookie " + name + " in " + answer.headers()));
    }

    @Test
    void without_a_session_the_page_leads_to_the_sign_in_and_scripts_learn_that_nobody_is_there() {
        HttpResponse<String> page = bed.console.get("/hawtio/camel");
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location")).hasValue("/sign-in?next=%2Fhawtio%2Fcamel");
        assertThat(bed.console.get("/hawtio/user").statusCode()).isEqualTo(403);
        assertThat(bed.console.get("/hawtio/jolokia").statusCode()).isEqualTo(401);
        assertThat(ask(LOOK).statusCode()).isEqualTo(401);
        assertThat(bed.console.get("/hawtio/img/hawtio-logo.svg").statusCode()).isEqualTo(200);
    }

    @Test
    void owners_of_an_organization_are_no_operators() {
        String session = bed.accounts.session(owner);
        assertThat(bed.as(session, "/hawtio/").statusCode()).isEqualTo(403);
        assertThat(bed.as(session, "/hawtio/user").statusCode()).isEqualTo(403);
        assertThat(ask(LOOK, "Cookie", "tidegate=" + session, "X-XSRF-TOKEN", bed.csrf(session))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void operators_see_the_page_and_questions_need_the_mark_of_their_session() {
        String session = bed.accounts.session(operator);
        HttpResponse<String> page = bed.as(session, "/hawtio/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<base href=\"/hawtio/\">");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("unsafe-eval", "script-src"));
        String mark = cookie(page, "XSRF-TOKEN");
        assertThat(bed.as(session, "/hawtio/user").body()).isEqualTo("\"" + operator.name() + "\"");
        String[] good = {"Cookie", "tidegate=" + session, "X-XSRF-TOKEN", mark};
        assertThat(ask(LOOK, good).body()).contains("\"status\":200");
        assertThat(ask(LOOK, "Cookie", "tidegate=" + session).statusCode()).isEqualTo(403);
        assertThat(ask(LOOK, "Cookie", "tidegate=" + session, "X-XSRF-TOKEN", mark + "x")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void who_may_look_only_changes_nothing_and_the_log_says_who_tried() {
        String token = bed.accounts
                .tokens
                .createOfInstance(operator, null, new ApiToken.Wanted("look", Set.of(Permission.INSTANCE_READ), null))
                .secret()
                .reveal();
        HttpResponse<String> looked = ask(LOOK, "Authorization", "Bearer " + token);
        assertThat(looked.body()).contains("\"status\":200");
        HttpResponse<String> tried = ask(DO, "Authorization", "Bearer " + token);
        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(tried.body()).contains("\"status\":403", "change what concerns the whole instance");
        assertThat(database.texts("select concat_ws(' ', actor, action, result) from audit_log"))
                .contains(operator.name() + " hawtio.replay refused");
    }

    @Test
    void its_own_form_signs_in_with_the_same_accounts_and_waiting_times() {
        String wrong = "{\"username\":\"" + operator.name() + "\",\"password\":\"not this one at all\"}";
        assertThat(bed.body("/hawtio/auth/login", wrong, JSON).statusCode()).isEqualTo(403);
        String right = wrong.replace("not this one at all", AccountBed.PASSWORD);
        HttpResponse<String> in = bed.body("/hawtio/auth/login", right, JSON);
        assertThat(in.statusCode()).isEqualTo(200);
        String session = cookie(in, "tidegate");
        assertThat(bed.as(session, "/hawtio/user").statusCode()).isEqualTo(200);
        assertThat(ask(LOOK, "Cookie", "tidegate=" + session, "X-XSRF-TOKEN", cookie(in, "XSRF-TOKEN"))
                        .body())
                .contains("\"status\":200");
        for (int i = 0; i < 20; i++) {
            bed.body("/hawtio/auth/login", wrong, JSON);
        }
        HttpResponse<String> later = bed.body("/hawtio/auth/login", right, JSON);
        assertThat(later.statusCode()).isEqualTo(429);
        assertThat(later.headers().firstValue("Retry-After")).isPresent();
        assertThat(bed.body("/hawtio/auth/login", "no JSON", JSON).statusCode()).isEqualTo(400);
    }

    @Test
    void signing_out_there_ends_the_session_but_no_other_site_can_do_it() {
        String session = bed.accounts.session(operator);
        String[] linked = {
            "Cookie", "tidegate=" + session,
            "Sec-Fetch-Site", "cross-site",
            "Sec-Fetch-Mode", "navigate",
            "Sec-Fetch-Dest", "document"
        };
        bed.console.get("/hawtio/auth/logout", linked);
        assertThat(bed.as(session, "/hawtio/user").statusCode()).isEqualTo(200);
        bed.console.get("/hawtio/auth/logout", "Cookie", "tidegate=" + session, "Sec-Fetch-Site", "same-origin");
        assertThat(bed.as(session, "/hawtio/user").statusCode()).isEqualTo(403);
    }
}
