package io.tidegate.access;

import io.tidegate.db.scope.Scoped;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One thing that somebody does, while it is done: what it works on, and what the log is to say of it. */
public final class Deed {
    private final Scoped scoped;
    private final Actor actor;
    private final Map<String, String> detail = new TreeMap<>();
    private @Nullable String target;

    Deed(Scoped scoped, Actor actor, @Nullable String target) {
        this.scoped = scoped;
        this.actor = actor;
        this.target = target;
    }

    /** For stores: sees the actor's organization alone, in one transaction with the log. */
    public Scoped scoped() {
        return scoped;
    }

    public Actor actor() {
        return actor;
    }

    /** The organization it is done in. */
    public long organization() {
        return scoped.organization();
    }

    /** Says what it is done to, where that is known only now. */
    public void target(String what) {
        target = what;
    }

    /** Says more for the log; never a secret. */
    public void detail(String name, String value) {
        detail.put(name, value);
    }

    @Nullable String target() {
        return target;
    }

    Map<String, String> detail() {
        return detail;
    }
}
