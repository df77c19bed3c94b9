package io.tidegate.device.http;

import io.tidegate.device.DeviceGateway;
import io.tidegate.protocol.Code;
import io.tidegate.rest.RequestRate;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Before anything is answered: who asks, whether they ask too often, and whether there is room for what they send. */
final class Entrance {
    private static final String GUEST = "tidegate.device";
    private static final long PATIENCE_SECONDS = 5;

    private final WorkerExecutor workers;
    private final Function<RoutingContext, String> addresses;
    private final BodyRoom room;
    private final InstantSource clock;
    private volatile @Nullable Door door;
    private volatile @Nullable DeviceGateway gateway;

    /**
     * What holds for one endpoint.
     *
     * @param perMinute calls of one person
     * @param mostBytes of a body; 0 where none is read
     */
    record Rule(String name, int perMinute, long mostBytes) {}

    Entrance(WorkerExecutor workers, Function<RoutingContext, String> addresses, BodyRoom room, InstantSource clock) {
        this.workers = workers;
        this.addresses = addresses;
        this.room = room;
        this.clock = clock;
    }

    void open(Door opened, DeviceGateway behind) {
        gateway = behind;
        door = opened;
    }

    /** For handlers after this one. */
    DeviceGateway gateway() {
        return Objects.requireNonNull(gateway, "nobody was let in yet");
    }

    /** Who asks, for handlers after this one. */
    static Door.Guest guest(RoutingContext context) {
        return Objects.requireNonNull(context.get(GUEST), "no Entrance stands before this handler");
    }

    Handler<RoutingContext> by(Rule rule) {
        RequestRate rate = new RequestRate(rule.perMinute());
        return context -> {
            Door opened = door;
            if (opened == null) {
                Answers.refuse(
                        context,
                        new Answers.Refusal(503, Code.SERVER_ERROR, "Tidegate is starting", Duration.ofSeconds(2)));
                return;
            }
            HttpServerRequest request = context.request();
            if (rule.mostBytes() > 0) {
                // nobody fills the memory before it is known who that is
                request.pause();
                context.addEndHandler(ended -> request.resume());
            }
            List<String> credentials = request.headers().getAll("Authorization");
            String workspace = context.pathParam("workspace");
            String address = addresses.apply(context);
            workers.executeBlocking(() -> opened.let(credentials, workspace, address), false)
                    .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .onSuccess(guest -> admit(context, guest, rate, rule))
                    .onFailure(failure -> Answers.refuse(context, failure));
        };
    }

    private void admit(RoutingContext context, Door.Guest guest, RequestRate rate, Rule rule) {
        if (context.response().closed()) {
            // gone while it was found out who asks
            return;
        }
        RequestRate.Answer answer = rate.ask("person " + guest.device().person(), clock.instant());
        context.response().putHeader("RateLimit-Policy", rate.policy()).putHeader("RateLimit", rate.field(answer));
        if (!answer.isGranted()) {
            refuse(context, "that is more than " + rule.perMinute() + " a minute", answer.pause());
            return;
        }
        context.put(GUEST, guest);
        if (rule.mostBytes() > 0) {
            long bytes = bytes(context.request(), rule.mostBytes());
            if (bytes > rule.mostBytes()) {
                Answers.refuse(context, Answers.Refusal.ofStatus(413));
                return;
            } else if (!room.take(bytes)) {
                refuse(context, "too much is sent at once; try again", Duration.ofSeconds(1));
                return;
            }
            context.addEndHandler(ended -> room.give(bytes));
        }
        context.next();
        if (rule.mostBytes() > 0) {
            context.request().resume();
        }
    }

    private static void refuse(RoutingContext context, String error, Duration pause) {
        Answers.refuse(context, new Answers.Refusal(429, Code.RATE_LIMITED, error, pause));
    }

    /** As much as it says, or may be where it says nothing. */
    private static long bytes(HttpServerRequest request, long most) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? most : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return most;
        }
    }
}
