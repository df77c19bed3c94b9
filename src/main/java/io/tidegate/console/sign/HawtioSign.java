package io.tidegate.console.sign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.access.Permission;
import io.tidegate.account.TokenText;
import io.tidegate.account.sign.Identity;
import io.tidegate.account.sign.SignedIn;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Who is in front of Hawtio's page, by the same accounts and sessions as everywhere: its own form signs in, its menu
 * signs out, and its scripts learn what shows that they are ours.
 */
public final class HawtioSign {
    private static final int LONGEST_FORM = 4096;

    /** Hawtio sends what this cookie holds in the header X-XSRF-TOKEN. */
    private static final String MARK = "XSRF-TOKEN";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Authentication authentication;
    private final WorkerExecutor workers;

    /** @param workers for passwords, which take long on purpose */
    public HawtioSign(Authentication authentication, WorkerExecutor workers) {
        this.authentication = authentication;
        this.workers = workers;
    }

    /** Answers under the paths that Hawtio knows; after authentication. */
    public void show(Router router) {
        router.get("/hawtio/user").handler(this::user);
        router.post("/hawtio/auth/login").handler(this::signIn);
        router.get("/hawtio/auth/logout").handler(this::signOut);
    }

    /** Lets the page's scripts know what the forms of this session carry. */
    public void mark(RoutingContext context) {
        mark(context, authentication.csrf(context));
    }

    private void mark(RoutingContext context, String csrf) {
        if (!csrf.isEmpty()) {
            context.response().addCookie(authentication.cookies().forScripts(MARK, csrf, "/hawtio"));
        }
    }

    private void user(RoutingContext context) {
        Identity identity = Authentication.identity(context);
        if (!identity.known() || !identity.actor().may(Permission.INSTANCE_READ)) {
            Answers.refuse(context, 403, "Sign in as an operator of this instance.");
            return;
        }
        mark(context);
        try {
            context.response()
                    .putHeader("Content-Type", "application/json")
                    .end(JSON.writeValueAsString(identity.actor().name()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signIn(RoutingContext context) {
        HttpServerRequest request = context.request();
        Doors doors = authentication.doors();
        JsonNode form = form(context);
        if (!OwnPage.sent(context)) {
            Answers.refuse(context, 403, "Only Hawtio's own page signs in here; programs send an API token instead.");
        } else if (doors == null || Authentication.away(context)) {
            Answers.refuse(context, 503, "The database is not there yet; try again in a few seconds.");
        } else if (!form.isObject()) {
            Answers.refuse(context, 400, "Send {\"username\": …, \"password\": …} as JSON.");
        } else {
            String address = Authentication.of(context).address();
            String before = authentication.cookies().session(request);
            String email = form.path("username").asText();
            String password = form.path("password").asText();
            workers.executeBlocking(() -> doors.signIn().byPassword(email, password, before, address), false)
                    .onSuccess(outcome -> answer(context, outcome))
                    .onFailure(context::fail);
        }
    }

    private static JsonNode form(RoutingContext context) {
        byte[] body = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        try {
            return body.length > LONGEST_FORM ? JSON.missingNode() : JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private void answer(RoutingContext context, SignedIn outcome) {
        if (outcome instanceof SignedIn.Yes yes) {
            TokenText cookie = yes.cookie();
            authentication.cookies().keepSession(context.response(), cookie.reveal());
            mark(context, cookie.derived("csrf"));
            context.response().putHeader("Content-Type", "application/json").end("{}");
        } else if (outcome instanceof SignedIn.Later later) {
            context.response()
                    .putHeader("Retry-After", Long.toString(later.remaining().toSeconds() + 1));
            Answers.refuse(context, 429, later.words());
        } else {
            Answers.refuse(context, 403, ((SignedIn.No) outcome).words());
        }
    }

    /** A link to here: only Hawtio's own page may follow it, or any site could sign people out. */
    private void signOut(RoutingContext context) {
        HttpServerRequest request = context.request();
        Doors doors = authentication.doors();
        String cookie = authentication.cookies().session(request);
        if (!OwnPage.sent(context) || doors == null || cookie == null || Authentication.away(context)) {
            go(context, "/");
            return;
        }
        String address = Authentication.of(context).address();
        workers.executeBlocking(
                        () -> {
                            doors.signIn().signOut(cookie, address);
                            return true;
                        },
                        false)
                .onSuccess(done -> {
                    authentication.cookies().forgetSession(context.response());
                    go(context, "/sign-in?next=/hawtio/");
                })
                .onFailure(context::fail);
    }

    private static void go(RoutingContext context, String path) {
        context.response().setStatusCode(303).putHeader("Location", path).end();
    }
}
