package io.tidegate.console;

import io.tidegate.console.sign.OwnPage;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in only who typed or clicked their way here. A page of another site may neither call this listener (Origin, else
 * Referer; Sec-Fetch-Site), nor point a name of its own at it (Host), nor show it in a frame.
 */
final class Guard implements Handler<RoutingContext> {
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
    private static final int MISDIRECTED = 421;

    private static final String NOTHING_OF_THE_MACHINE =
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), serial=(), usb=()";

    private final Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
    private final @Nullable URI publicUrl;

    /**
     * @param configuredHost tidegate.http.host, which is allowed beside the names of this machine
     * @param publicUrl tidegate.http.public-url, whose host is allowed too; null for none
     */
    Guard(String configuredHost, @Nullable URI publicUrl) {
        String host = configuredHost.toLowerCase(Locale.ROOT);
        names.add(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host);
        this.publicUrl = publicUrl;
    }

    @Override
    public void handle(RoutingContext context) {
        protect(context);
        HttpServerRequest request = context.request();
        int port = request.localAddress().port();
        String host = host(request);
        if (!request.uri().startsWith("/")) {
            refuse(context, 400, "The request must name a path, such as GET / HTTP/1.1.");
        } else if (!allows(host, port) && !observes(context)) {
            refuse(
                    context,
                    MISDIRECTED,
                    "Tidegate does not answer under this name. Open http://localhost:" + port
                            + "/, or set tidegate.http.host or tidegate.http.public-url to the name you use.");
        } else if (isForeign(context, host)) {
            refuse(
                    context,
                    403,
                    "This request comes from another site, and only Tidegate's own pages may send it. Open http://localhost:"
                            + port + "/ in a tab of its own.");
        } else {
            context.next();
        }
    }

    /** Set first, so that refusals and errors have them too. */
    private void protect(RoutingContext context) {
        if (publicUrl != null && "https".equals(publicUrl.getScheme())) {
            context.response().putHeader("Strict-Transport-Security", "max-age=31536000");
        }
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Permissions-Policy", NOTHING_OF_THE_MACHINE)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
    }

    /** The one Host header in lower case; null when there is none or several. */
    private static @Nullable String host(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        return hosts.size() == 1 ? hosts.get(0).toLowerCase(Locale.ROOT) : null;
    }

    private boolean allows(@Nullable String host, int port) {
        return host != null
                && (isPublic(host)
                        || names.stream()
                                .anyMatch(name -> host.equals(name + ":" + port) || (port == 80 && host.equals(name))));
    }

    /** Health and metrics are asked by machines, which know this one by names of their own. */
    private static boolean observes(RoutingContext context) {
        return context.normalizedPath().startsWith("/observe/");
    }

    /** What a browser says of where a request comes from; where it is our own page, later handlers may rely on it. */
    private boolean isForeign(RoutingContext context, @Nullable String host) {
        HttpServerRequest request = context.request();
        List<String> origins = request.headers().getAll("Origin");
        String site = request.getHeader("Sec-Fetch-Site");
        List<String> pages = origins.isEmpty() ? referers(request) : origins;
        boolean ours = pages.size() == 1 && isOurs(pages.get(0), host);
        if (!origins.isEmpty() && !ours) {
            return true;
        } else if (!pages.isEmpty() && !ours && !isSafe(request)) {
            return true;
        } else if (site != null && !site.equals("same-origin") && !site.equals("none") && !navigates(request)) {
            return true;
        }
        if (ours || (pages.isEmpty() && "same-origin".equals(site))) {
            OwnPage.mark(context);
        }
        return false;
    }

    private boolean isOurs(String origin, @Nullable String host) {
        boolean published = publicUrl != null && origin.equals(publicUrl.toString());
        return published || (host != null && origin.equals("http://" + host) && !isPublic(host));
    }

    /** Of pages that sent no Origin, as they do not with GET. What is none of the web has no origin of ours either. */
    private static List<String> referers(HttpServerRequest request) {
        return request.headers().getAll("Referer").stream()
                .map(referer -> {
                    int authority = referer.indexOf("://") + 3;
                    int path = referer.indexOf('/', authority);
                    return path < 0 ? referer : referer.substring(0, path);
                })
                .toList();
    }

    /** Then it is the proxy's page, whose scheme counts. */
    private boolean isPublic(String host) {
        return publicUrl != null && publicUrl.getRawAuthority().equals(host);
    }

    /** A click on a link somewhere else, which opens a page here and shows nothing of it there. */
    private static boolean navigates(HttpServerRequest request) {
        return isSafe(request)
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"));
    }

    private static boolean isSafe(HttpServerRequest request) {
        return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
    }

    private static void refuse(RoutingContext context, int status, String reason) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(reason + "\n");
    }
}
