package io.tidegate.console;

import io.tidegate.console.LatestOverview.Seen;
import io.tidegate.console.overview.Overview;
import io.tidegate.console.overview.Plot.Range;
import io.tidegate.console.page.State;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What was read last of each organization somebody looked at lately, and of all of them together. */
final class Overviews {
    private static final int MOST = 100;

    private final WorkerExecutor workers;
    private final LatestOverview all;
    private final Map<Long, LatestOverview> byOrganization = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, LatestOverview> eldest) {
            return size() > MOST;
        }
    };
    private @Nullable LongFunction<Function<Set<Range>, Overview>> readers;

    Overviews(WorkerExecutor workers) {
        this.workers = workers;
        this.all = new LatestOverview(workers);
    }

    /**
     * From now on there is something to read.
     *
     * @param whole reads all organizations
     * @param each makes what reads one
     */
    synchronized void open(Function<Set<Range>, Overview> whole, LongFunction<Function<Set<Range>, Overview>> each) {
        all.open(whole);
        readers = each;
    }

    /** Of all organizations, for what watches over the instance. */
    Future<Seen> look() {
        return all.look(null);
    }

    /** Of one organization, with this plot. */
    Future<Seen> look(long organization, Range range) {
        LatestOverview latest = latest(organization);
        return latest == null ? Future.succeededFuture(new Seen(State.STARTING, null)) : latest.look(range);
    }

    /** Of nobody's: only whether there is anything to look at. */
    synchronized Seen nothing(boolean away) {
        return new Seen(readers == null ? State.STARTING : away ? State.AWAY : State.LIVE, null);
    }

    private synchronized @Nullable LatestOverview latest(long organization) {
        LongFunction<Function<Set<Range>, Overview>> known = readers;
        return known == null
                ? null
                : byOrganization.computeIfAbsent(organization, id -> {
                    LatestOverview made = new LatestOverview(workers);
                    made.open(known.apply(id));
                    return made;
                });
    }
}
