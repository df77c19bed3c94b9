package io.tidegate.console.sign;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.tidegate.account.AccountException;
import io.tidegate.account.sign.Identity;
import io.tidegate.account.sign.SignIn;
import io.tidegate.account.sign.SignedIn;
import io.tidegate.console.page.About;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The forms to sign in and out with. They work without script. */
public final class SignPages {
    private static final long MAX_FORM_BYTES = 16 * 1024;
    private static final int LONGEST_SHOWN = 254;

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Authentication authentication;
    private final WorkerExecutor workers;
    private final About about;

    /** @param workers for passwords, which take long on purpose */
    public SignPages(Authentication authentication, WorkerExecutor workers, About about) {
        this.authentication = authentication;
        this.workers = workers;
        this.about = about;
    }

    /** Bounds the bodies of the forms; before any other handler reads them. */
    public void bound(Router router) {
        for (String path : new String[] {"/sign-in", "/sign-out", "/invitation", "/organization", "/password"}) {
            router.post(path).handler(BodyHandler.create(false).setBodyLimit(MAX_FORM_BYTES));
        }
    }

    /** Answers under their paths; after authentication. */
    public void show(Router router) {
        router.get("/sign-in").handler(this::signInForm);
        router.post("/sign-in").handler(open(this::signIn));
        router.get("/invitation").handler(context -> form(context, "invitation.jte", 200, empty(context)));
        router.post("/invitation").handler(open(this::invitation));
        router.get("/password").handler(context -> form(context, "password.jte", 200, empty(context)));
        router.post("/password").handler(open(this::password));
        router.post("/sign-out").handler(open(this::signOut));
        router.post("/organization").handler(open(this::organization));
    }

    private SignForm empty(RoutingContext context) {
        String next = SafePath.of(context.request().getParam("next"));
        return new SignForm(about, next, "", null, authentication.csrf(context));
    }

    private void signInForm(RoutingContext context) {
        SignForm form = empty(context);
        Identity identity = Authentication.identity(context);
        if (identity.known()) {
            go(context, form.next());
        } else {
            boolean ended = authentication.cookies().session(context.request()) != null;
            form(context, "sign-in.jte", 200, ended ? form.wrong("", words(identity)) : form);
        }
    }

    private static String words(Identity identity) {
        return Objects.requireNonNullElse(identity.reason(), "");
    }

    private void signIn(RoutingContext context, SignIn doors) {
        String email = field(context, "email");
        String next = SafePath.of(field(context, "next"));
        String address = Authentication.of(context).address();
        String before = authentication.cookies().session(context.request());
        String password = field(context, "password");
        decide(
                context,
                "sign-in.jte",
                SignForm.empty(about, next).wrong(email.substring(0, Math.min(LONGEST_SHOWN, email.length())), ""),
                () -> doors.byPassword(email, password, before, address));
    }

    private void invitation(RoutingContext context, SignIn doors) {
        String address = Authentication.of(context).address();
        String before = authentication.cookies().session(context.request());
        String token = field(context, "invitation");
        String password = field(context, "password");
        boolean same = password.equals(field(context, "again"));
        decide(
                context,
                "invitation.jte",
                SignForm.empty(about, "/"),
                () -> same
                        ? doors.byInvitation(token, password, before, address)
                        : new SignedIn.No("The two passwords are not the same."));
    }

    private void password(RoutingContext context, SignIn doors) {
        String address = Authentication.of(context).address();
        String cookie = Objects.requireNonNullElse(authentication.cookies().session(context.request()), "");
        String password = field(context, "password");
        String wanted = field(context, "wanted");
        boolean same = wanted.equals(field(context, "again"));
        decide(
                context,
                "password.jte",
                empty(context),
                () -> same
                        ? doors.changePassword(cookie, password, wanted, address)
                        : new SignedIn.No("The two passwords are not the same."));
    }

    private void decide(RoutingContext context, String template, SignForm form, Supplier<SignedIn> attempt) {
        workers.executeBlocking(
                        () -> {
                            try {
                                return attempt.get();
                            } catch (AccountException e) {
                                return new SignedIn.No(Objects.requireNonNullElse(e.getMessage(), ""));
                            }
                        },
                        false)
                .onSuccess(outcome -> {
                    if (outcome instanceof SignedIn.Yes yes) {
                        authentication
                                .cookies()
                                .keepSession(context.response(), yes.cookie().reveal());
                        go(context, form.next());
                    } else if (outcome instanceof SignedIn.Later later) {
                        context.response()
                                .putHeader(
                                        "Retry-After",
                                        Long.toString(later.remaining().toSeconds() + 1));
                        form(context, template, 429, form.wrong(form.email(), later.words()));
                    } else {
                        form(context, template, 403, form.wrong(form.email(), ((SignedIn.No) outcome).words()));
                    }
                })
                .onFailure(context::fail);
    }

    private void signOut(RoutingContext context, SignIn doors) {
        String cookie = authentication.cookies().session(context.request());
        String address = Authentication.of(context).address();
        workers.executeBlocking(
                        () -> {
                            if (cookie != null) {
                                doors.signOut(cookie, address);
                            }
                            return true;
                        },
                        false)
                .onSuccess(done -> {
                    authentication.cookies().forgetSession(context.response());
                    go(context, "/sign-in");
                })
                .onFailure(context::fail);
    }

    private void organization(RoutingContext context, SignIn doors) {
        String slug = field(context, "organization");
        String cookie = authentication.cookies().session(context.request());
        if (!authentication.required()) {
            if (slug.matches("[a-z0-9-]{1,40}")) {
                authentication.cookies().keepOrganization(context.response(), slug);
            }
            go(context, "/");
            return;
        }
        workers.executeBlocking(() -> cookie != null && doors.switchTo(cookie, slug), false)
                .onSuccess(done -> {
                    if (done) {
                        go(context, "/");
                    } else {
                        Answers.refuse(context, 403, "You are no member of such an organization.");
                    }
                })
                .onFailure(context::fail);
    }

    /** A form that comes from a page of ours, while there is a database to ask. */
    private Handler<RoutingContext> open(Form form) {
        return context -> {
            Doors doors = authentication.doors();
            HttpServerRequest request = context.request();
            boolean ours =
                    request.getHeader("Origin") != null || "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
            if (!ours) {
                Answers.refuse(context, 403, "Forms are sent by browsers; programs send an API token instead.");
            } else if (doors == null || Authentication.away(context)) {
                Answers.refuse(context, 503, "The database is not there yet; try again in a few seconds.");
            } else {
                form.take(context, doors.signIn());
            }
        };
    }

    private interface Form {
        void take(RoutingContext context, SignIn doors);
    }

    private static String field(RoutingContext context, String name) {
        @Nullable String value = context.request().getFormAttribute(name);
        return value == null ? "" : value;
    }

    private static void go(RoutingContext context, String path) {
        context.response().setStatusCode(303).putHeader("Location", path).end();
    }

    private void form(RoutingContext context, String template, int status, SignForm form) {
        StringOutput html = new StringOutput();
        templates.render(template, form, html);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(html.toString());
    }
}
