package io.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which jobs are claimed when many more are due than a claim reads. */
class ClaimOrderTest {
    /** More than a claim of a few jobs reads of a queue. */
    private static final int MANY = 300;

    /** The order in so many words, for which each job is read. */
    private static final String BY_READING_ALL = """
            with due as (
                select q.*, row_number() over (partition by q.lane_key order by q.priority, q.run_at, q.id) as in_lane
                from sync_queue q
                join docks d on d.id = q.dock_id and d.provider = 'acme' and (q.type = 'manual' or d.enabled)
                join lanes l on l.lane_key = q.lane_key and l.job_id is null and l.free_at <= :now
                where q.state in ('available', 'retryable') and q.run_at <= :now
            ), turn as (
                select d.id, d.priority, d.run_at, o.last_claim_at,
                       row_number() over (partition by d.org_id order by d.priority, d.run_at, d.id) as in_org
                from due d join organizations o on o.id = d.org_id where d.in_lane = 1
            )
            select id from turn order by priority, in_org, last_claim_at nulls first, run_at, id limit :most
            """;

    /** Jobs of all kinds; few lanes are shared by many docks, of several organizations. */
    private static final String ANYTHING = """
            with o as (
                insert into organizations (slug, name, last_claim_at)
                select 'o ' || n, 'o', case when random() < :served then :now - random() * interval '5 seconds' end
                from generate_series(2, :organizations) n
            ), d as (
                insert into docks (org_id, name, provider, lane_key, enabled, next_sync_at, created_at, updated_at)
                select 1 + floor(random() ^ 2 * :organizations), 'd ' || n, case when random() < 0.9 then 'acme' else 'other' end,
                       'l ' || floor(random() * :lanes), random() < 0.8, :now, :now, :now
                from generate_series(1, :jobs) n
                returning id, org_id, lane_key
            ), l as (
                insert into lanes (lane_key, free_at)
                select lane_key, :now + case when random() < 0.2 then interval '1 minute' else interval '0' end
                from d group by lane_key
            )
            insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at)
            select org_id, id, lane_key, t, case t when 'manual' then 0 when 'webhook' then 1 else 2 end,
                   case when random() < 0.8 then 'available' else 'retryable' end, :now,
                   :now + floor(random() * 12 - 10) * interval '1 second'
            from (select d.*, case when random() < :urgent then 'manual' when random() < :urgent then 'webhook'
                      when random() < 0.8 then 'scheduled' else 'retry' end as t from d) d
            """;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private QueueFixture queue = new QueueFixture(database);

    @BeforeEach
    void empty() {
        queue = new QueueFixture(database);
    }

    @RepeatedTest(20)
    void it_is_the_order_that_reading_all_of_them_would_find(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        database.jdbi().useHandle(handle -> {
            handle.execute("select setseed(?)", random.nextDouble());
            handle.createUpdate(ANYTHING)
                    .bind("organizations", List.of(1, 2, 7, 60, 250).get(random.nextInt(5)))
                    .bind("lanes", List.of(3, 40, 400, 100_000).get(random.nextInt(4)))
                    .bind("served", random.nextBoolean() ? 0.7 : 0.0)
                    .bind("jobs", 3 * MANY)
                    .bind("urgent", List.of(0.01, 0.3, 0.6).get(random.nextInt(3)))
                    .bind("now", queue.clock.instant())
                    .execute();
        });
        for (int claims = 0; claims < 6; claims++) {
            int most = 1 + random.nextInt(20);
            List<Long> expected = byReadingAll(most);
            assertThat(queue.claim(most).stream().map(Claimed::id)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void one_job_of_an_organization_has_its_turn_before_the_second_of_many() {
        long other = queue.dock(queue.organization(), null);
        List<Long> many = docks(1);
        queue.enqueue(other);
        assertThat(docksOf(queue.claim(3))).containsExactlyInAnyOrder(other, many.get(0), many.get(1));
    }

    @Test
    void what_is_urgent_goes_first_however_many_organizations_wait() {
        for (int i = 0; i < MANY; i++) {
            queue.enqueue(queue.dock(queue.organization(), null));
        }
        List<Long> urgent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            urgent.add(queue.dock());
            queue.enqueue(urgent.get(i), JobType.MANUAL);
        }
        assertThat(docksOf(queue.claim(3))).containsExactlyInAnyOrderElementsOf(urgent);
    }

    @Test
    void many_that_cannot_run_do_not_hide_the_one_behind_them() {
        docks(1);
        queue.update("update lanes set free_at = free_at + interval '1 hour'");
        long behindPausing = queue.dock();
        queue.enqueue(behindPausing);
        assertThat(docksOf(queue.claim(2))).containsExactly(behindPausing);

        queue.update("update lanes set free_at = free_at - interval '1 hour' where job_id is null");
        queue.update("update docks set enabled = false");
        long behindStopped = queue.dock();
        queue.enqueue(behindStopped);
        assertThat(docksOf(queue.claim(2))).containsExactly(behindStopped);
    }

    @Test
    void many_of_a_lane_that_is_held_do_not_hide_the_one_behind_them() {
        for (int i = 0; i < MANY; i++) {
            queue.enqueue(queue.dock(1, "shared"));
        }
        long behind = queue.dock();
        queue.enqueue(behind);
        assertThat(docksOf(queue.claim(1))).doesNotContain(behind);
        assertThat(docksOf(queue.claim(9))).containsExactly(behind);
    }

    @Test
    void the_first_of_a_lane_is_another_organizations_and_those_behind_it_wait() {
        long first = queue.dock(queue.organization(), "shared");
        queue.enqueue(first);
        queue.enqueue(queue.dock(1, "shared"));
        queue.update("update organizations set last_claim_at = now() where id <> 1");
        assertThat(docksOf(queue.claim(9))).containsExactly(first);
    }

    @Test
    void a_claim_reads_on_when_others_hold_all_that_it_read() {
        List<Long> many = docks(1);
        long free = many.get(MANY - 1);
        try (Handle other = database.jdbi().open()) {
            other.begin();
            other.createQuery("select l.lane_key from lanes l join docks d on d.lane_key = l.lane_key"
                            + " where d.id <> :free for update of l")
                    .bind("free", free)
                    .mapTo(String.class)
                    .list();
            assertThat(docksOf(queue.claim(2))).containsExactly(free);
            other.rollback();
        }
    }

    /** That many docks of an organization with a job each. */
    private List<Long> docks(long organization) {
        List<Long> docks = LongStream.range(0, MANY)
                .map(i -> queue.dock(organization, null))
                .boxed()
                .toList();
        docks.forEach(queue::enqueue);
        return docks;
    }

    private List<Long> byReadingAll(int most) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(BY_READING_ALL)
                        .bind("now", queue.clock.instant())
                        .bind("most", most)
                        .mapTo(Long.class)
                        .list());
    }

    private static Stream<Long> docksOf(List<Claimed> jobs) {
        return jobs.stream().map(Claimed::dockId);
    }
}
