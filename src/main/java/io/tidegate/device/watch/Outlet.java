package io.tidegate.device.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way to somebody who watches. Called by one thread at a time. */
public interface Outlet {
    /**
     * Tells what came.
     *
     * @param changes what they asked for; may be none
     * @param to everything up to here is known with it
     * @param floor up to here the log is gone
     */
    void tell(List<Told> changes, long to, long floor);

    /** Says that all is well, and up to where everything is known. */
    void beat(long position);

    /** Whether they read more slowly than they are told. */
    boolean isFull();

    /** Runs something once when that is over. */
    void whenRoom(Runnable next);

    /** Ends it; null where they may just come again. */
    void end(@Nullable RuntimeException why);

    /** Whether nobody listens any more. */
    boolean isOver();
}
