package io.tidegate.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.tidegate.access.Actor;
import io.tidegate.api.Problem;
import io.tidegate.console.page.About;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.Action.Asked;
import io.tidegate.console.page.Action.Once;
import io.tidegate.console.page.Action.Outcome;
import io.tidegate.console.page.Action.Question;
import io.tidegate.console.page.Asker;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Notice;
import io.tidegate.console.page.Refusal;
import io.tidegate.console.page.Screen;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.State;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.View;
import io.tidegate.console.sign.Authentication;
import io.vertx.core.MultiMap;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages, made on the server. Under one address stands the whole page and, for the script that refreshes it, only the
 * part that changes.
 */
final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private static final String QUESTION = "question.jte";
    private static final String ONCE = "once.jte";
    private static final String REFUSAL = "refusal.jte";

    /** When the database hangs, nobody waits longer to be told. */
    private static final long PATIENCE_SECONDS = 5;

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final WorkerExecutor workers;
    private final Authentication authentication;
    private final About about;
    private final Asker asker;
    private final InstantSource clock;
    private final String failed;

    /** A page that was made, with its model. */
    private record Made(Model model, String html) {}

    Pages(WorkerExecutor workers, Authentication authentication, About about, Asker asker, InstantSource clock) {
        this.workers = workers;
        this.authentication = authentication;
        this.about = about;
        this.asker = asker;
        this.clock = clock;
        this.failed = render("failed.jte", Map.of("about", about));
    }

    /** Answers under the paths of these. */
    void show(Router router, List<View> views, List<Action> actions) {
        for (View view : views) {
            router.route(view.path())
                    .method(HttpMethod.GET)
                    .method(HttpMethod.HEAD)
                    .handler(context -> show(context, view.section(), view.template(), there(context, view.reader())));
        }
        for (Action action : actions) {
            router.get(action.path())
                    .handler(context ->
                            show(context, action.section(), QUESTION, there(context, look -> asked(action, look))));
            router.post(action.path()).handler(context -> act(context, action));
        }
    }

    /** When it could not be found out who looks, nothing is read for them. */
    private static View.Reader there(RoutingContext context, View.Reader reader) {
        return Authentication.away(context) ? look -> Refusal.away() : reader;
    }

    /** Shows what a reader reads. */
    void show(RoutingContext context, Section section, String template, View.Reader reader) {
        show(context, section, template, reader, look -> Refusal.late());
    }

    /** The same, with something else to show when it takes too long. */
    void show(RoutingContext context, Section section, String template, View.Reader reader, View.Reader late) {
        boolean whole = isWhole(context);
        workers.executeBlocking(
                        () -> {
                            if (context.response().ended() || context.response().closed()) {
                                throw new TimeoutException("nobody waits for this page any more");
                            }
                            return make(context, section, template, reader);
                        },
                        false)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onSuccess(made -> respond(context, made, whole))
                .onFailure(reason -> {
                    if (reason instanceof TimeoutException) {
                        respond(context, make(context, section, template, late), whole);
                    } else {
                        context.fail(reason);
                    }
                });
    }

    private Made make(RoutingContext context, Section section, String template, View.Reader reader) {
        Look look = look(context);
        Model model;
        String used = template;
        try {
            model = reader.read(look);
        } catch (Problem e) {
            model = asker.isOpen() ? Refusal.of(e, look.link()) : Refusal.starting();
        }
        if (model instanceof Refusal) {
            used = REFUSAL;
        }
        boolean whole = look.whole();
        Screen screen = new Screen(
                about,
                section,
                look.link(),
                whole ? authentication.visitor(context, model.state() == State.LIVE) : null,
                authentication.csrf(context),
                look.actor().permissions(),
                look.now(),
                whole,
                whole ? Notices.read(context.request()) : null);
        return new Made(model, render(used, Map.of("screen", screen, "page", model)));
    }

    private static Asked asked(Action action, Look look) {
        return new Asked(ask(action, look), null);
    }

    private static Question ask(Action action, Look look) {
        if (!look.may(action.permission())) {
            throw new Problem(
                    Problem.Kind.NOT_ALLOWED,
                    "You may not " + action.permission().meaning() + ".");
        }
        return question(action, look);
    }

    private static Question question(Action action, Look look) {
        Question question = action.asking().ask(look);
        return question.back(look.back(question.back()));
    }

    private void act(RoutingContext context, Action action) {
        Look look = look(context);
        workers.executeBlocking(() -> answer(context, action, look), false)
                .onSuccess(Runnable::run)
                .onFailure(context::fail);
    }

    /** Does it; returns what is left to do where answers are sent. */
    private Runnable answer(RoutingContext context, Action action, Look look) {
        try {
            Outcome outcome = action.doing().act(look);
            Once once = outcome.once();
            if (once != null) {
                Made made = make(context, action.section(), ONCE, same -> once);
                return () -> respond(context, made, true);
            }
            return () -> goOn(context, look, outcome);
        } catch (Problem e) {
            Link back = Link.to(action.section().path());
            try {
                Question question = question(action, look);
                if (e.kind() == Problem.Kind.INVALID_INPUT) {
                    Asked again = new Asked(question.filled(look), "Not done. " + e.getMessage());
                    Made made = make(context, action.section(), QUESTION, same -> again);
                    return () -> respond(context, made, true);
                }
                back = question.back();
            } catch (Problem gone) {
                LOG.debug("What was to be done is not there any more: {}", gone.getMessage());
            }
            Outcome refused = new Outcome(new Notice(Tone.BAD, "Not done. " + e.getMessage()), back);
            return () -> goOn(context, look, refused);
        }
    }

    private static void goOn(RoutingContext context, Look look, Outcome outcome) {
        Notices.keep(context.response(), outcome.notice());
        context.response()
                .setStatusCode(303)
                .putHeader("Location", look.back(outcome.back()).toString())
                .end();
    }

    private Look look(RoutingContext context) {
        Actor actor = Authentication.of(context);
        Map<String, String> form = first(context.request().formAttributes());
        return new Look(
                actor,
                clock.instant(),
                new Look.Request(
                        new Link(context.normalizedPath(), first(context.queryParams())),
                        context.pathParams(),
                        form,
                        isWhole(context)),
                asker);
    }

    private static boolean isWhole(RoutingContext context) {
        return context.request().getHeader("HX-Request") == null;
    }

    private static Map<String, String> first(MultiMap said) {
        Map<String, String> values = new LinkedHashMap<>();
        said.forEach((name, value) -> values.putIfAbsent(name, value));
        return values;
    }

    /** What is not there, and what is for whoever asks. */
    void missing(RoutingContext context) {
        Map<String, Object> shown =
                Map.of("about", about, "may", Authentication.of(context).permissions());
        respond(context, 404, render("missing.jte", shown));
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

    private String render(String template, Map<String, Object> parameters) {
        StringOutput html = new StringOutput();
        templates.render(template, parameters, html);
        return html.toString();
    }

    private void respond(RoutingContext context, Made made, boolean whole) {
        HttpServerResponse response = context.response();
        response.putHeader("Tidegate-State", made.model().state().name()).putHeader("Tidegate-Build", about.build());
        if (whole) {
            Notices.forget(context);
        } else if (made.model() instanceof Refusal refusal && refusal.status() == 503) {
            // what was read last stays on the page
            response.putHeader("HX-Reswap", "none");
        }
        respond(context, made.model().status(), made.html());
    }

    private static void respond(RoutingContext context, int status, @Nullable String html) {
        if (status == 503) {
            context.response().putHeader("Retry-After", "2");
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(html);
    }
}
