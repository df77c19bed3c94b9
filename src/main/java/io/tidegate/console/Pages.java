package io.tidegate.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.tidegate.console.overview.Frame;
import io.tidegate.console.overview.Frame.About;
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
    private final LatestOverview latest;
    private final About about;
    private final InstantSource clock;
    private final String missing;
    private final String failed;

    Pages(WorkerExecutor workers, LatestOverview latest, About about, InstantSource clock) {
        this.workers = workers;
        this.latest = latest;
        this.about = about;
        this.clock = clock;
        this.missing = render("missing.jte", about);
        this.failed = render("failed.jte", about);
    }

    /** The overview as a whole page. */
    void overview(RoutingContext context) {
        show(context, "overview.jte");
    }

    /** What of the overview is refreshed. */
    void refresh(RoutingContext context) {
        show(context, "live.jte");
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

    private void show(RoutingContext context, String template) {
        latest.look()
                .compose(seen -> {
                    Frame frame = new Frame(seen.state(), seen.overview(), clock.instant(), about);
                    return workers.executeBlocking(
                            () -> {
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
