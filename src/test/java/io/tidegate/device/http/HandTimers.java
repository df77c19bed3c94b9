package io.tidegate.device.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Timers that fire when a test says so; periodic ones never do. */
final class HandTimers {
    private final BlockingQueue<Timer> timers = new LinkedBlockingQueue<>();
    private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong(1_000_000);

    /** One that was set. */
    record Timer(long id, long millis, Handler<Long> handler, Context context) {
        void fire() {
            context.runOnContext(nothing -> handler.handle(id));
        }
    }

    /** The same with these timers. */
    Vertx over(Vertx vertx) {
        return (Vertx) Proxy.newProxyInstance(
                Vertx.class.getClassLoader(),
                new Class<?>[] {Vertx.class},
                (proxy, method, arguments) -> call(vertx, method, arguments));
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object call(Vertx vertx, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("setTimer") && arguments != null) {
            long id = ids.incrementAndGet();
            timers.add(new Timer(id, (Long) arguments[0], (Handler<Long>) arguments[1], vertx.getOrCreateContext()));
            return id;
        } else if (method.getName().equals("setPeriodic")) {
            return ids.incrementAndGet();
        } else if (method.getName().equals("cancelTimer") && arguments != null && (Long) arguments[0] > 1_000_000) {
            return cancelled.add((Long) arguments[0]);
        }
        try {
            return method.invoke(vertx, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The next that is set. */
    Timer next() throws InterruptedException {
        Timer timer = timers.poll(20, TimeUnit.SECONDS);
        assertThat(timer).as("nobody set a timer").isNotNull();
        return timer;
    }

    boolean isCancelled(Timer timer) {
        return cancelled.contains(timer.id());
    }
}
