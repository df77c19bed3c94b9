package io.tidegate.queue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.List;

/** Organizations and docks to queue jobs for, and a queue at a clock that stands. */
final class QueueFixture {
    static final Duration LEASE = Duration.ofSeconds(60);

    final SettableClock clock = new SettableClock();
    final QueueStore store;
    private final TestDatabase database;

    QueueFixture(TestDatabase database) {
        this.database = database;
        this.store = new QueueStore(database.jdbi(), new ObjectMapper());
        database.clear("organizations", "lanes", "sync_events");
        organization();
    }

    long organization() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "insert into organizations (slug, name) values (gen_random_uuid()::text, 'o') returning id")
                        .mapTo(Long.class)
                        .one());
    }

    long dock() {
        return dock(1, null);
    }

    /** @param lane null: one of its own */
    long dock(long organization, @org.jspecify.annotations.Nullable String lane) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        insert into docks (org_id, name, provider, lane_key, next_sync_at, created_at, updated_at)
                        values (:org, gen_random_uuid()::text, 'acme', coalesce(:lane, gen_random_uuid()::text),
                                :now, :now, :now)
                        returning id
                        """)
                        .bind("org", organization)
                        .bind("lane", lane)
                        .bind("now", clock.instant())
                        .mapTo(Long.class)
                        .one());
    }

    long enqueue(long dock) {
        return enqueue(dock, JobType.SCHEDULED);
    }

    long enqueue(long dock, JobType type, String... types) {
        return store.enqueue(dock, type, List.of(types), clock.instant()).get(0).job();
    }

    List<Claimed> claim(int most) {
        return store.claim(most, List.of("acme"), "here", clock.instant(), LEASE);
    }

    /** The docks of the jobs that are claimed one after another, each finished before the next. */
    List<Long> claimAll() {
        List<Long> docks = new java.util.ArrayList<>();
        for (List<Claimed> jobs = claim(1); !jobs.isEmpty(); jobs = claim(1)) {
            docks.add(jobs.get(0).dockId());
            finish(jobs.get(0).id());
            clock.tick(Duration.ofMillis(1));
        }
        return docks;
    }

    void finish(long job) {
        update("update sync_queue set state = 'completed', finished_at = now() where id = " + job);
        update("update lanes set job_id = null where job_id = " + job);
    }

    void update(String statement) {
        database.jdbi().useHandle(handle -> handle.execute(statement));
    }

    String text(String query) {
        List<String> all = database.texts(query);
        return all.isEmpty() ? "" : String.valueOf(all.get(0));
    }
}
