package io.tidegate.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.tidegate.access.Actor;
import io.tidegate.console.LatestOverview.Seen;
import io.tidegate.console.overview.Frame;
import io.tidegate.console.overview.Frame.About;
import io.tidegate.console.overview.Overview;
import io.tidegate.console.sign.Authentication;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages, made on the server. */
final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final WorkerExecutor workers;
    private final Overviews latest;
    private final Authentication authentication;
    private final About about;
    private final InstantSource clock;
    private final String missing;
    private final String failed;

    Pages(WorkerExecutor workers, Overviews latest, Authentication authentication, About about, InstantSource clock) {
        this.workers = workers;
        this.latest = latest;
        this.authentication = authentication;
        this.about = about;
        this.clock = clock;
        this.missing = render("missing.jte", about);
        this.failed = render("failed.jte", about);
    }

    /** The overview as a whole page. */
    void overview(RoutingContext context) {
        show(context, "overview.jte", true);
    }

    /** What of the overview is refreshed. */
    void refresh(RoutingContext context) {
        show(context, "live.jte", false);
    }

    /** What is not there, and what is. */
    void missing(RoutingContext context) {
        respond(context, 404, missing);
    }

    /** A request that is wrong in itself, such as a body that is too large. */
    void refused(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .setStatusCode(context.statusCode());
        context.end(context.response().getStatusMessage() + "\n");
    }

    /** What went wrong inside; the log says more. */
    void failed(RoutingContext context) {
        LOG.error("{} {} failed", context.request().method(), context.request().path(), context.failure());
        respond(context, 500, failed);
    }

    private void show(RoutingContext context, String template, boolean whole) {
        Actor actor = Authentication.of(context);
        Long organization = actor.organization();
        Future<Seen> look = organization == null
                ? Future.succeededFuture(latest.nothing(Authentication.away(context)))
                : latest.look(organization);
        look.compose(seen -> {
                    Overview overview = seen.overview();
                    return workers.executeBlocking(
                            () -> {
                                Frame frame = new Frame(
                                        seen.state(),
                                        overview == null ? null : overview.as(actor),
                                        clock.instant(),
                                        about,
                                        whole ? authentication.visitor(context) : null);
                                String html = render(template, frame);
                                return (Runnable) () -> respond(context, frame.status(), html);
                            },
                            false);
                })
                .onSuccess(Runnable::run)
                .onFailure(context::fail);
    }

    private String render(String template, Object parameter) {
        StringOutput html = new StringOutput();
        templates.render(template, parameter, html);
        return html.toString();
    }

    private static void respond(RoutingContext context, int status, String html) {
        if (status == 503) {
            context.response().putHeader("Retry-After", "2");
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(html);
    }
}
