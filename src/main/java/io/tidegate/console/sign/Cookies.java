package io.tidegate.console.sign;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a session. A link from elsewhere, such as from a mail about an alert, finds the session (Lax); nothing
 * that changes something goes by a link.
 */
final class Cookies {
    private static final String ORGANIZATION = "tidegate-organization";

    private final boolean secure;

    /** @param secure whether browsers come by https; then the cookie is bound to exactly this host */
    Cookies(boolean secure) {
        this.secure = secure;
    }

    private String name() {
        return secure ? "__Host-tidegate" : "tidegate";
    }

    /** What the browser sent; null when nothing, or several, one of which somebody else has put there. */
    @Nullable String session(HttpServerRequest request) {
        return single(request, name());
    }

    /** The organization chosen where nobody signs in. */
    @Nullable String organization(HttpServerRequest request) {
        return single(request, ORGANIZATION);
    }

    private static @Nullable String single(HttpServerRequest request, String name) {
        Set<Cookie> all = request.cookies(name);
        return all.size() == 1 ? all.iterator().next().getValue() : null;
    }

    void keepSession(HttpServerResponse response, String value) {
        response.addCookie(ours(name(), value));
    }

    void forgetSession(HttpServerResponse response) {
        response.addCookie(ours(name(), "").setMaxAge(0));
    }

    void keepOrganization(HttpServerResponse response, String slug) {
        response.addCookie(ours(ORGANIZATION, slug));
    }

    /** One that scripts of pages below a path may read, and that goes with no request which another site caused. */
    Cookie forScripts(String name, String value, String path) {
        return Cookie.cookie(name, value).setPath(path).setSecure(secure).setSameSite(CookieSameSite.STRICT);
    }

    private Cookie ours(String name, String value) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX);
    }
}
