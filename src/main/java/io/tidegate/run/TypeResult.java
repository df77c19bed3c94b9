package io.tidegate.run;

import io.tidegate.record.ResourceStore.ListKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the listing of one list ended. */
public sealed interface TypeResult {
    ListKey list();

    /**
     * It reached its end.
     *
     * @param before what it asked with for changes alone; null when it asked for everything
     * @param after what the next listing asks with; null when it asks for everything
     */
    record Listed(
            ListKey list, @Nullable String before, @Nullable String after) implements TypeResult {}

    /**
     * It must wait until an instant; that is no failure.
     *
     * @param all whether everything that shares the limit must wait too
     */
    record Waiting(ListKey list, Instant until, String reason, boolean all) implements TypeResult {}

    /** There is no such list here, as the provider says in its own way. */
    record Skipped(ListKey list) implements TypeResult {}

    /** It was not tried, for it failed before and waits. */
    record Postponed(ListKey list, Instant until) implements TypeResult {}

    /**
     * It failed.
     *
     * @param before how often in a row it had failed before
     * @param request method and path of what was asked, never a credential; null when nothing was
     * @param status the provider's answer, 0 when there was none
     * @param attempts how often it was asked for, 0 when it was not
     */
    record Failed(
            ListKey list,
            String code,
            String message,
            int before,
            @Nullable String request,
            int status,
            int attempts) implements TypeResult {
        /** Without a request of its own. */
        public Failed(ListKey list, String code, String message, int before) {
            this(list, code, message, before, null, 0, 0);
        }
    }
}
