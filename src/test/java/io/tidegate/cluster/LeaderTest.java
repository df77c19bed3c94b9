package io.tidegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import io.tidegate.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes over one database: one ticks. */
class LeaderTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String HOLDER = """
            from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and a.datname = current_database()
            """;

    private final BlockingQueue<String> leaders = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    @Test
    void one_of_two_ticks_and_when_it_ends_the_other_goes_on() {
        try (TickingNode first = node("first", DATABASE.url())) {
            first.awaitTick();
            try (TickingNode second = node("second", DATABASE.url())) {
                first.awaitTick();
                first.awaitTick();
                assertThat(holders()).containsExactly("tidegate/first");
                assertThat(second.ticks).isEmpty();

                first.stop();

                second.awaitTick();
                assertThat(holders()).containsExactly("tidegate/second");
                first.ticks.clear();
                second.awaitTick();
                assertThat(first.ticks).isEmpty();
            }
        }
    }

    @Test
    void one_lock_is_enough_for_several_ticks() {
        try (TickingNode node = node("first", DATABASE.url())) {
            node.awaitTick();
            TickingNode.await(node.others);
            node.awaitTick();
            TickingNode.await(node.others);
            assertThat(holders()).containsExactly("tidegate/first");
        }
    }

    @Test
    void a_leader_whose_session_is_killed_leads_no_more_until_it_has_the_lock_again() {
        try (TickingNode first = node("first", DATABASE.url())) {
            first.awaitTick();
            assertThat(TickingNode.await(leaders)).isEqualTo("first");
            try (TickingNode second = node("second", DATABASE.url())) {
                DATABASE.texts("select pg_terminate_backend(a.pid) " + HOLDER);

                boolean secondLeads = TickingNode.await(leaders).equals("second");
                TickingNode now = secondLeads ? second : first;
                TickingNode other = secondLeads ? first : second;
                other.ticks.clear();
                now.ticks.clear();
                now.awaitTick();
                now.awaitTick();
                assertThat(other.ticks).isEmpty();
                assertThat(holders()).hasSize(1);
            }
        }
    }

    @Test
    void an_edited_tick_goes_on_as_its_new_text_says() {
        try (TickingNode node = node("first", DATABASE.url())) {
            assertThat(node.awaitTick()).isEqualTo("first");
            node.write("* * * * * ?", "second");
            while (!node.awaitTick().equals("second")) {
                // ticks of the old text
            }
            node.write("0/2 * * * * ?", "third");
            while (!node.awaitTick().equals("third")) {
                // ticks of the old text
            }
            assertThat(node.awaitTick()).isEqualTo("third");
        }
    }

    @Test
    void a_leader_ticks_again_when_the_database_is_back() {
        try (TestServer server = TestServer.start();
                TickingNode node = node("first", server.url())) {
            node.awaitTick();
            TickingNode.await(leaders);
            server.stop();
            server.restart();
            TickingNode.await(leaders);
            node.ticks.clear();
            node.awaitTick();
        }
    }

    @Test
    void what_cannot_run_behind_it_is_refused_and_the_tick_goes_on() {
        try (TickingNode node = node("first", DATABASE.url())) {
            node.awaitTick();
            node.write("no cron", "second");
            assertThat(node.awaitRefused()).contains("no cron");
            node.writeTrigger("trigger.repeatInterval: 5s", "second");
            assertThat(node.awaitRefused()).contains("'5s' is no whole number of milliseconds");
            node.ticks.clear();
            assertThat(node.awaitTick()).isEqualTo("first");
        }
    }

    @Test
    void an_interval_ticks_for_whoever_leads_and_again_after_the_lead_was_taken_over() {
        try (TickingNode first = node("first", DATABASE.url())) {
            first.writeTrigger("trigger.repeatInterval: 50", "by interval");
            first.awaitTick("by interval");
            try (TickingNode second = node("second", DATABASE.url())) {
                second.writeTrigger("trigger.repeatInterval: 50", "by interval");
                first.stop();

                second.awaitTick("by interval");
            }
        }
    }

    private TickingNode node(String name, String url) {
        try {
            return new TickingNode(Files.createDirectory(folder.resolve(name)), name, url, leaders);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> holders() {
        return DATABASE.texts("select a.application_name " + HOLDER);
    }
}
