package io.tidegate.mbean;

import io.tidegate.access.Actor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who presses what JMX offers: whoever came in by Hawtio, while their thread does it; else nobody but JMX itself. */
public final class Presser {
    private static final ThreadLocal<@Nullable Actor> PRESSING = new ThreadLocal<>();

    private Presser() {}

    /** Does something in somebody's name. */
    public static <T> T by(Actor actor, Supplier<T> work) {
        PRESSING.set(actor);
        try {
            return work.get();
        } finally {
            PRESSING.remove();
        }
    }

    /** With what JMX may do, and the name of whoever presses. */
    static Actor named(Actor jmx) {
        Actor actor = PRESSING.get();
        return actor == null
                ? jmx
                : new Actor(
                        actor.name(),
                        actor.person(),
                        actor.token(),
                        jmx.organization(),
                        null,
                        jmx.permissions(),
                        actor.address());
    }
}
