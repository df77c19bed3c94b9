package io.tidegate.console.sign;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.account.Organization;
import io.tidegate.account.TokenText;
import io.tidegate.account.sign.Authenticator;
import io.tidegate.account.sign.Identity;
import io.tidegate.config.Settings;
import io.tidegate.console.page.Visitor;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who asks, before anything is answered: by API token, by session, or, where nobody signs in, whoever is on
 * this machine. Whom it does not know it sends to the sign-in.
 */
public final class Authentication implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);

    private static final String IDENTITY = "tidegate.identity";
    private static final String AWAY = "tidegate.away";
    private static final String BEARER = "bearer ";
    private static final long PATIENCE_SECONDS = 2;
    private static final int MOST_KEPT = 100;
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** These are the same for everybody, and do not ask who that is. */
    private static final Set<String> OPEN = Set.of("/favicon.ico", "/observe/health/live", "/observe/health/ready");

    /** These have something for nobody in particular too. */
    private static final Set<String> FOR_ANYBODY = Set.of(
            "/sign-in",
            "/invitation",
            "/observe/health",
            "/api/v1/openapi.json",
            "/hawtio/user",
            "/hawtio/auth/login",
            "/hawtio/auth/logout");

    private static final List<String> OPEN_FOLDERS = List.of("/assets/", "/hawtio/static/", "/hawtio/img/");

    private final boolean required;
    private final WorkerExecutor workers;
    private final ClientAddress addresses;
    private final Cookies cookies;
    private final Map<String, Identity> developers = new ConcurrentHashMap<>();
    private volatile @Nullable Doors doors;

    /** @param workers for what asks the database */
    public Authentication(Settings.SignIn settings, WorkerExecutor workers) {
        this.required = settings.required();
        this.workers = workers;
        this.addresses = new ClientAddress(settings.trustedProxies());
        URI url = settings.publicUrl();
        this.cookies = new Cookies(url != null && "https".equals(url.getScheme()));
    }

    /** From now on people can be let in. */
    public void open(Doors opened) {
        doors = opened;
    }

    /** Who asks. Every handler after this one may rely on it; nobody in particular is {@code anonymous}. */
    public static Actor of(RoutingContext context) {
        return identity(context).actor();
    }

    /** The same, with their organization. */
    public static Identity identity(RoutingContext context) {
        return Objects.requireNonNull(context.get(IDENTITY), "no Authentication stands before this handler");
    }

    /** Where a request comes from, as far as proxies are believed. */
    public String address(RoutingContext context) {
        return addresses.of(context.request());
    }

    /** Whether the database could not be asked who that is. */
    public static boolean away(RoutingContext context) {
        return context.get(AWAY) != null;
    }

    @Override
    public void handle(RoutingContext context) {
        Doors opened = doors;
        String path = context.normalizedPath();
        String address = addresses.of(context.request());
        if (OPEN.contains(path) || OPEN_FOLDERS.stream().anyMatch(path::startsWith)) {
            let(context, Identity.nobody(address, "Nobody was asked for."));
        } else if (opened == null) {
            if (Answers.ofApi(context)) {
                Answers.refuse(context, 503, "Tidegate is starting; try again in a few seconds.");
            } else {
                let(context, Identity.nobody(address, "Tidegate is starting."));
            }
        } else {
            workers.executeBlocking(() -> identify(opened.authenticator(), context.request(), address), false)
                    .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .onSuccess(identity -> decide(context, identity))
                    .onFailure(reason -> unknown(context, address, reason));
        }
    }

    private Identity identify(Authenticator authenticator, HttpServerRequest request, String address) {
        List<String> credentials = request.headers().getAll("Authorization");
        String slug = request.getHeader("Tidegate-Organization");
        String cookie = cookies.session(request);
        if (!credentials.isEmpty()) {
            String only = credentials.size() == 1 ? credentials.get(0) : "";
            return only.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? authenticator.byToken(only.substring(BEARER.length()).strip(), slug, address)
                    : Identity.nobody(address, "Send one header such as Authorization: Bearer tdg_…");
        } else if (!required) {
            String chosen = cookies.organization(request);
            Identity dev = trusted(authenticator, slug != null ? slug : chosen, address);
            // what was chosen may be gone
            return dev.known() || slug != null || chosen == null ? dev : trusted(authenticator, null, address);
        }
        return cookie == null
                ? Identity.nobody(address, "Sign in first, or send an API token.")
                : authenticator.bySession(cookie, slug, address);
    }

    /** Kept, so that pages go on showing what they read last when the database is away. */
    private Identity trusted(Authenticator authenticator, @Nullable String slug, String address) {
        String key = address + " " + Objects.requireNonNullElse(slug, "");
        Identity known = developers.get(key);
        if (known != null) {
            return known;
        }
        Identity found = authenticator.trusted("dev", slug, address);
        if (found.known() && developers.size() < MOST_KEPT) {
            developers.put(key, found);
        }
        return found;
    }

    private void decide(RoutingContext context, Identity identity) {
        HttpServerRequest request = context.request();
        boolean byCookie = required && request.getHeader("Authorization") == null;
        boolean forAnybody = FOR_ANYBODY.contains(context.normalizedPath());
        if (identity.known()) {
            // who signs in brings a password or an invitation, and leaves the session before behind
            if (byCookie && !forAnybody && !SAFE.contains(request.method()) && !meant(context)) {
                Answers.refuse(
                        context,
                        403,
                        "This form is not of your session any more. Go back, load the page again, and send it again.");
            } else {
                let(context, identity);
            }
        } else if (forAnybody) {
            let(context, identity);
        } else {
            turnAway(context, identity, byCookie);
        }
    }

    private static void turnAway(RoutingContext context, Identity identity, boolean byCookie) {
        HttpServerRequest request = context.request();
        boolean page = HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
        boolean refresh = request.getHeader("HX-Request") != null;
        if (page && byCookie && !refresh && !forPrograms(context)) {
            String next = URLEncoder.encode(SafePath.of(request.uri()), StandardCharsets.UTF_8);
            context.response()
                    .setStatusCode(303)
                    .putHeader("Location", "/sign-in?next=" + next)
                    .end();
        } else {
            Answers.refuse(context, 401, Objects.requireNonNullElse(identity.reason(), ""));
        }
    }

    /** Whether a program asks, which could do nothing with a page. */
    private static boolean forPrograms(RoutingContext context) {
        String path = context.normalizedPath();
        return Answers.ofApi(context)
                || path.startsWith("/observe/")
                || path.startsWith("/hawtio/jolokia")
                || path.equals("/ticks");
    }

    /** Whether a form or script of ours sent it, which knows what no other page can. */
    private boolean meant(RoutingContext context) {
        String expected = csrf(context);
        HttpServerRequest request = context.request();
        String header = request.getHeader("X-CSRF-Token");
        // the name by which Hawtio sends the same
        String hawtio = header != null ? header : request.getHeader("X-XSRF-TOKEN");
        String said = hawtio != null ? hawtio : request.getFormAttribute("csrf");
        return !expected.isEmpty()
                && said != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.UTF_8));
    }

    private void unknown(RoutingContext context, String address, Throwable reason) {
        LOG.debug("Nobody could be looked up.", reason);
        String path = context.normalizedPath();
        context.put(AWAY, true);
        if (!required) {
            Set<Permission> all = EnumSet.allOf(Permission.class);
            Actor dev = new Actor("dev", null, null, null, Role.OWNER, all, address);
            let(context, new Identity(dev, null, null));
        } else if (FOR_ANYBODY.contains(path)
                || (SAFE.contains(context.request().method()) && !forPrograms(context))) {
            let(context, Identity.nobody(address, "The database is away."));
        } else {
            Answers.refuse(context, 503, "The database is away; try again in a few seconds.");
        }
    }

    private static void let(RoutingContext context, Identity identity) {
        context.put(IDENTITY, identity);
        context.next();
    }

    /** Lets on only who may; others are told why not. */
    public Handler<RoutingContext> only(Permission permission, Handler<RoutingContext> next) {
        return context -> {
            Identity identity = identity(context);
            if (doors == null) {
                Answers.refuse(context, 503, "Tidegate is starting.");
            } else if (identity.actor().may(permission)) {
                next.handle(context);
            } else if (identity.known()) {
                Answers.refuse(context, 403, "You may not " + permission.meaning() + ": ask an operator.");
            } else {
                Answers.refuse(context, 401, Objects.requireNonNullElse(identity.reason(), ""));
            }
        };
    }

    /**
     * Who looks at a page, for its header; null when nobody in particular.
     *
     * @param asks whether the database is asked where else they may be
     */
    public @Nullable Visitor visitor(RoutingContext context, boolean asks) {
        Identity identity = identity(context);
        Doors opened = doors;
        if (opened == null || !identity.known()) {
            return null;
        }
        List<Organization> choice = List.of();
        try {
            choice = asks ? opened.authenticator().organizations(identity.actor()) : choice;
        } catch (RuntimeException e) {
            LOG.debug("The organizations to choose from cannot be read.", e);
        }
        return new Visitor(
                identity.actor().name(),
                required,
                identity.organization(),
                choice,
                identity.actor().may(Permission.INSTANCE_READ),
                csrf(context));
    }

    boolean required() {
        return required;
    }

    Cookies cookies() {
        return cookies;
    }

    @Nullable Doors doors() {
        return doors;
    }

    /** What forms of a session carry; empty where there is none. */
    public String csrf(RoutingContext context) {
        String cookie = required ? cookies.session(context.request()) : null;
        return cookie == null
                ? ""
                : TokenText.find(TokenText.Kind.SESSION, cookie)
                        .map(text -> text.derived("csrf"))
                        .orElse("");
    }
}
