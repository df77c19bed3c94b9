package io.tidegate.queue;

/** What a run has done so far: records listed, changed (created, returned and deleted ones too), deleted; requests. */
public record RunStats(long processed, long changed, long deleted, long requests) {
    public static final RunStats NONE = new RunStats(0, 0, 0, 0);

    public RunStats plus(RunStats more) {
        return new RunStats(
                processed + more.processed, changed + more.changed, deleted + more.deleted, requests + more.requests);
    }
}
