package io.tidegate.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.testing.TestBroker;
import io.tidegate.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process that streams changes is killed, and another one goes on. */
class StreamKilledTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final TestBroker broker = new TestBroker();

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path home;

    @Test
    void after_kill_9_no_change_is_missing() throws Exception {
        long known;
        try (Program first = demo()) {
            await(first, 0);
            first.kill();
            known = number("select max(id) from resource_changes");
        }
        try (Program second = demo()) {
            await(second, known - 1);
        }
        Set<Long> sent = database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select max(id) from resource_changes
                        where id <= (select position from change_streams) group by resource_id, run, at
                        """).mapTo(Long.class).set());

        List<ConsumerRecord<String, String>> read =
                broker.read(topics(), all -> revisions(all).containsAll(sent));

        assertThat(sent).hasSizeGreaterThan(100);
        assertThat(revisions(read)).containsAll(sent);
    }

    private Program demo() {
        return Program.start(
                home,
                Program.onFreePorts(
                        "demo",
                        "--tidegate.db.url=" + database.url(),
                        "--tidegate.kafka.brokers=" + broker.address(),
                        "--tidegate.kafka.changes=true"));
    }

    private static Set<String> topics() throws Exception {
        return broker.topics().stream()
                .filter(name -> name.startsWith("tidegate.changes."))
                .collect(Collectors.toSet());
    }

    private static Set<Long> revisions(List<ConsumerRecord<String, String>> read) {
        return read.stream().map(StreamKilledTest::revision).collect(Collectors.toSet());
    }

    private static long revision(ConsumerRecord<String, String> one) {
        try {
            return JSON.readTree(one.value()).path("revision").asLong();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Looks again and again; what it waits for comes from another process. */
    private static void await(Program program, long position) {
        long end = System.nanoTime() + 90_000_000_000L;
        while (number("select coalesce(max(position), 0) from change_streams") <= position) {
            assertThat(System.nanoTime()).as(program.output()).isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static long number(String query) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
}
