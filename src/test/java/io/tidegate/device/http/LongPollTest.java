package io.tidegate.device.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A watch by a call that waits: it ends with the first change, or after 25 s without one. */
class LongPollTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private SyncBed bed;
    private String phone;

    @BeforeEach
    void begin() {
        bed = new SyncBed(database).open(database);
        phone = bed.device("phone");
        bed.push(phone, "phone", bed.put("k", 1, "1"));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        bed.close();
    }

    @Test
    void who_hears_nothing_for_25_seconds_gets_an_empty_page_with_the_cursor() throws Exception {
        Future<SyncBed.Answer> poll = poll("watch?cursor=1");
        HandTimers.Timer timer = bed.timers.next();
        assertThat(timer.millis()).isEqualTo(25_000);
        assertThat(poll).isNotDone();

        timer.fire();

        SyncBed.Answer answer = poll.get(20, TimeUnit.SECONDS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("changes")).isEmpty();
        assertThat(answer.body().path("nextCursor").asLong()).isEqualTo(1);
        assertThat(answer.body().path("hasMore").asBoolean(true)).isFalse();
        assertThat(answer.body().has("oldestRetainedVersion")).isTrue();
    }

    @Test
    void a_change_ends_it_before_and_its_timer_with_it() throws Exception {
        Future<SyncBed.Answer> poll = poll("watch?cursor=1");
        HandTimers.Timer timer = bed.timers.next();
        bed.push(phone, "phone", bed.put("k", 2, "2"));

        SyncBed.Answer answer = poll.get(20, TimeUnit.SECONDS);
        assertThat(answer.body().path("changes")).hasSize(1);
        assertThat(answer.body().path("nextCursor").asLong()).isEqualTo(2);
        // what is late does no harm
        timer.fire();
        assertThat(bed.get("pull?cursor=2", phone).status()).isEqualTo(200);
        assertThat(bed.timers.isCancelled(timer)).isTrue();
    }

    private Future<SyncBed.Answer> poll(String path) {
        return threads.submit(() -> bed.get(path, phone, "Accept", "application/json"));
    }
}
