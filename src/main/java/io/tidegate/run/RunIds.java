package io.tidegate.run;

import java.util.Map;
import org.slf4j.MDC;

/** Which dock, job and run a line of the log is about, by names that the log knows. */
public final class RunIds {
    public static final String DOCK = "dock";
    public static final String JOB = "job";
    public static final String RUN = "run";

    private RunIds() {}

    /** Does something for a run: lines that this thread writes meanwhile are about it. */
    public static void about(SyncRun run, Runnable work) {
        with(
                Map.of(
                        DOCK, Long.toString(run.dock().id()),
                        JOB, Long.toString(run.job().id()),
                        RUN, Long.toString(run.job().run().event())),
                work);
    }

    /** The same work, about what this thread is about, in whatever thread it is done. */
    public static Runnable kept(Runnable work) {
        Map<String, String> ids = MDC.getCopyOfContextMap();
        return ids == null || ids.isEmpty() ? work : () -> with(ids, work);
    }

    private static void with(Map<String, String> ids, Runnable work) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        MDC.setContextMap(ids);
        try {
            work.run();
        } finally {
            if (before == null) {
                MDC.clear();
            } else {
                MDC.setContextMap(before);
            }
        }
    }
}
