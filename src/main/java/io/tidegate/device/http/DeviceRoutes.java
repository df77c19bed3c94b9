package io.tidegate.device.http;

import io.tidegate.account.sign.Authenticator;
import io.tidegate.config.Settings;
import io.tidegate.db.Session;
import io.tidegate.device.Device;
import io.tidegate.device.DeviceGateway;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.JsonFields;
import io.tidegate.protocol.Limits;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.protocol.wire.SyncScope;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers below {@code /sync/v1}. Until {@link #open}, it says that Tidegate is starting. */
public final class DeviceRoutes implements AutoCloseable {
    private static final String PREFIX = "/sync/v1";
    private static final String WORKSPACE = PREFIX + "/:workspace/";

    /** As many ops of the largest size as there may be, and what stands around them. */
    private static final long MOST_PUSHED = 8L * 1024 * 1024;

    private static final long SMALL = 4 * 1024;
    private static final long MOST_UNDER_WAY = 64L * 1024 * 1024;
    private static final int PUSHERS = 4;
    private static final int READERS = 4;
    private static final long LONGEST_CALL_SECONDS = 60;

    private final Vertx vertx;
    private final boolean enabled;
    private final Cors cors;
    private final Entrance entrance;
    private final Watching watching;
    private final WorkerExecutor pushers;
    private final WorkerExecutor readers;

    /**
     * What there is behind the endpoints.
     *
     * @param changes makes sessions that begin with {@link io.tidegate.device.watch.ChangeListener#LISTEN}
     */
    public record Parts(DeviceGateway gateway, Authenticator authenticator, Supplier<Session> changes) {}

    /** @param addresses where a request comes from */
    public DeviceRoutes(
            Vertx vertx,
            Settings.DeviceSync settings,
            Function<RoutingContext, String> addresses,
            InstantSource clock) {
        this.vertx = vertx;
        this.enabled = settings.enabled();
        this.cors = new Cors(settings.corsOrigins());
        this.pushers = executor(vertx, "tidegate-device-pushes", PUSHERS);
        this.readers = executor(vertx, "tidegate-device-reads", READERS);
        this.entrance = new Entrance(
                executor(vertx, "tidegate-device-identities", 2), addresses, new BodyRoom(MOST_UNDER_WAY), clock);
        this.watching = new Watching(vertx, readers, executor(vertx, "tidegate-device-feeds", 2));
    }

    private static WorkerExecutor executor(Vertx vertx, String name, int threads) {
        return vertx.createSharedWorkerExecutor(name, threads, LONGEST_CALL_SECONDS, TimeUnit.SECONDS);
    }

    /** Adds the endpoints to the router of the public listener. */
    public void on(Router router) {
        if (!enabled) {
            router.route(PREFIX + "/*")
                    .handler(context -> Answers.refuse(
                            context,
                            new Answers.Refusal(404, Code.NOT_FOUND, "device sync is switched off here", null)));
            return;
        }
        router.route(PREFIX + "/*")
                .handler(DeviceRoutes::readable)
                .handler(cors)
                .failureHandler(DeviceRoutes::failed);
        add(router, HttpMethod.POST, "push", new Entrance.Rule("push", 200, MOST_PUSHED), this::push);
        add(router, HttpMethod.GET, "pull", new Entrance.Rule("pull", 120, 0), this::pull);
        add(router, HttpMethod.GET, "watch", new Entrance.Rule("watch", 60, 0), watching::watch);
        add(router, HttpMethod.GET, "snapshot", new Entrance.Rule("snapshot", 120, 0), this::snapshot);
        add(router, HttpMethod.PUT, "cursor", new Entrance.Rule("cursor", 60, SMALL), this::cursor);
        router.route(PREFIX + "/*").handler(context -> context.fail(404));
    }

    private void add(
            Router router, HttpMethod method, String name, Entrance.Rule rule, Handler<RoutingContext> handler) {
        router.route(method, WORKSPACE + name).handler(entrance.by(rule));
        if (rule.mostBytes() > 0) {
            router.route(method, WORKSPACE + name)
                    .handler(BodyHandler.create(false).setBodyLimit(rule.mostBytes()));
        }
        router.route(method, WORKSPACE + name).handler(handler);
        router.route(WORKSPACE + name).handler(context -> {
            context.response().putHeader("Allow", method.name());
            context.fail(405);
        });
    }

    /** Where paths have parameters, Vert.x reads the query, and logs an error for each it cannot read. */
    private static void readable(RoutingContext context) {
        try {
            context.request().params();
        } catch (IllegalArgumentException e) {
            Answers.refuse(context, Answers.Refusal.ofStatus(400));
            return;
        }
        context.next();
    }

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure == null) {
            Answers.refuse(context, Answers.Refusal.ofStatus(context.statusCode()));
        } else {
            Answers.refuse(context, failure);
        }
    }

    /** From now on there is something to sync with. */
    public void open(Parts parts) {
        Door door = new Door(parts.authenticator());
        watching.open(parts.gateway(), door, parts.changes());
        entrance.open(door, parts.gateway());
    }

    /** Tells who watches that all is well, or that they may watch no more; happens by itself every 15 s. */
    public void beat() {
        watching.beat();
    }

    /** Waits for its turn without a thread: many may push into one workspace, and others into another meanwhile. */
    private void push(RoutingContext context) {
        DeviceGateway gateway = entrance.gateway();
        Device device = Entrance.guest(context).device();
        pushers.executeBlocking(() -> begin(context, gateway, device), false)
                .compose(result -> {
                    // who went away before the turn came sends it again anyway
                    context.addEndHandler(ended -> result.cancel(false));
                    return Future.fromCompletionStage(result, vertx.getOrCreateContext());
                })
                .compose(result -> pushers.executeBlocking(() -> Answers.text(result.json()), false))
                .onSuccess(text -> Answers.send(context, text))
                .onFailure(failure -> {
                    if (!(failure instanceof CancellationException)) {
                        Answers.refuse(context, failure);
                    }
                });
    }

    private CompletableFuture<PushResult> begin(RoutingContext context, DeviceGateway gateway, Device device) {
        JsonFields body = Answers.read(context);
        if (!body.text("deviceId").equals(device.id())) {
            throw new SyncException(Code.UNAUTHORIZED, "a device pushes its own writes only");
        }
        return gateway.push(device, SyncScope.of(device.slug()), body.list("ops"), Watching.executor(pushers));
    }

    private void pull(RoutingContext context) {
        answer(context, readers, (gateway, device) -> {
            Asked asked = Asked.of(context, "cursor", "limit", "tables", "projectId");
            return gateway.pull(
                            device,
                            new PullRequest(
                                    asked.scope(device),
                                    asked.number("cursor", 0),
                                    asked.small("limit", Limits.USUALLY_PULLED),
                                    asked.tables()))
                    .json();
        });
    }

    private void snapshot(RoutingContext context) {
        answer(context, readers, (gateway, device) -> {
            Asked asked = Asked.of(context, "pageToken", "pageSize", "projectId");
            return gateway.snapshot(
                            device,
                            asked.scope(device),
                            asked.text("pageToken"),
                            asked.small("pageSize", Limits.USUALLY_PULLED))
                    .json();
        });
    }

    private void cursor(RoutingContext context) {
        answer(context, readers, (gateway, device) -> {
            JsonFields body = Answers.read(context);
            long version = body.number("version");
            gateway.moveCursor(device, body.text("deviceId"), version);
            return Map.of("version", version);
        });
    }

    /** What a device asks, and what it is answered as JSON. */
    private interface Question {
        Map<String, ? extends @Nullable Object> ask(DeviceGateway gateway, Device device);
    }

    private void answer(RoutingContext context, WorkerExecutor workers, Question question) {
        DeviceGateway gateway = entrance.gateway();
        Device device = Entrance.guest(context).device();
        workers.executeBlocking(() -> Answers.text(question.ask(gateway, device)), false)
                .onSuccess(text -> Answers.send(context, text))
                .onFailure(failure -> Answers.refuse(context, failure));
    }

    /** Ends all who watch, so that nobody waits for them. */
    @Override
    public void close() {
        watching.close();
    }
}
