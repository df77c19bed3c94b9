package io.tidegate.console;

import io.tidegate.console.page.Notice;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Carries what an action came to over to the page that is shown after it, in a cookie that lives no longer. */
final class Notices {
    private static final String NAME = "tidegate_notice";
    private static final Duration LIFE = Duration.ofSeconds(30);

    private Notices() {}

    static void keep(HttpServerResponse response, Notice notice) {
        response.addCookie(cookie(notice.cookie()).setMaxAge(LIFE.toSeconds()));
    }

    static @Nullable Notice read(HttpServerRequest request) {
        Cookie cookie = request.getCookie(NAME);
        return cookie == null ? null : Notice.read(cookie.getValue());
    }

    /** It has been shown. */
    static void forget(RoutingContext context) {
        if (context.request().getCookie(NAME) != null) {
            context.response().addCookie(cookie("").setMaxAge(0));
        }
    }

    private static Cookie cookie(String value) {
        return Cookie.cookie(NAME, value).setPath("/").setHttpOnly(true).setSameSite(CookieSameSite.STRICT);
    }
}
