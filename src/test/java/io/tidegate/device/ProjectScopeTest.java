package io.tidegate.device;

import static io.tidegate.device.Workspaces.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.testing.TestDatabase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who asks for one project gets its threads and their messages, also when these move, and what knows no project. */
class ProjectScopeTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Device laptop = device(1, "laptop");
    private Workspaces in;

    @BeforeEach
    void begin() {
        in = new Workspaces(database);
    }

    private PendingOp thread(String id, String op, long clock, @Nullable String project) {
        return in.put("threads", id, op, clock, project == null ? Map.of() : Map.of("projectId", project));
    }

    private PendingOp message(String id, String op, long clock, String thread) {
        return in.put(
                "messages",
                id,
                op,
                clock,
                Map.of(
                        "threadId",
                        thread,
                        "role",
                        "user",
                        "index",
                        1,
                        "orderKey",
                        in.hlc(1).toString()));
    }

    @Test
    void a_project_has_its_threads_their_messages_and_what_knows_no_project() {
        in.push(
                laptop,
                in.put("projects", "p", "1", 1, Map.of("name", "P")),
                in.put("projects", "q", "2", 1, Map.of("name", "Q")),
                thread("tp", "3", 1, "p"),
                thread("tq", "4", 1, "q"),
                thread("none", "5", 1, null),
                message("mp", "6", 1, "tp"),
                message("mq", "7", 1, "tq"),
                in.kv("k", "8", 1, 1));
        assertThat(in.pull(laptop, 0, "p")).extracting(SyncChange::pk).containsExactly("p", "tp", "mp", "k");
        assertThat(in.snapshot(laptop, "p", 2))
                .extracting(SyncChange::pk)
                .containsExactlyInAnyOrder("p", "tp", "mp", "k");
        assertThat(in.snapshot(laptop, "nowhere", 2)).extracting(SyncChange::pk).containsExactly("k");
        in.push(laptop, in.delete("messages", "mp", "9", 2), in.delete("messages", "mq", "10", 2));
        assertThat(in.pull(laptop, 8, "p")).extracting(SyncChange::pk).containsExactly("mp");
        assertThat(in.snapshot(laptop, "q", 2))
                .extracting(SyncChange::pk)
                .containsExactlyInAnyOrder("q", "tq", "mq", "k");
    }

    @Test
    void a_thread_that_moves_is_told_to_both_and_its_messages_to_the_new_one() {
        in.push(laptop, thread("t", "1", 1, "p"), message("m", "2", 1, "t"), message("n", "3", 1, "t"));
        long head = in.push(laptop, thread("t", "4", 2, "q")).serverVersion();
        assertThat(head).isEqualTo(6);
        assertThat(in.pull(laptop, 3, "p")).extracting(SyncChange::pk).containsExactly("t");
        List<SyncChange> told = in.pull(laptop, 3, "q");
        assertThat(told).extracting(SyncChange::pk).containsExactly("t", "m", "n");
        // the stamp is that of the write, so that who has it takes no second one for it
        SyncChange first = in.pull(laptop, 1).get(0);
        assertThat(told.get(1).stamp()).isEqualTo(first.stamp());
        assertThat(told.get(1).payload()).isEqualTo(first.payload());
        assertThat(in.one(laptop, message("m", "2", 1, "t")).serverVersion()).isEqualTo(2L);
        assertThat(in.texts("select count(*) from change_log where op_id like 'moved:%'"))
                .containsExactly("2");
    }

    @Test
    void messages_that_came_before_their_thread_are_told_to_its_project() {
        in.push(laptop, message("m", "1", 1, "t"));
        in.push(laptop, thread("t", "2", 1, "p"), message("n", "3", 1, "t"));
        assertThat(in.pull(laptop, 0, "p")).extracting(SyncChange::pk).containsExactly("t", "n", "m");
    }

    @Test
    void a_message_that_moves_is_told_to_both() {
        in.push(laptop, thread("t", "1", 1, "p"), thread("u", "2", 1, "q"), message("m", "3", 1, "t"));
        in.push(laptop, message("m", "4", 2, "u"));
        assertThat(in.pull(laptop, 3, "p")).extracting(SyncChange::pk).containsExactly("m");
        assertThat(in.pull(laptop, 3, "q")).extracting(SyncChange::pk).containsExactly("m");
    }

    /** A device that follows one project by its log has in the end what a snapshot of that project has. */
    @Test
    void following_a_project_comes_to_its_snapshot() {
        for (long seed = 1; seed <= 15; seed++) {
            in = new Workspaces(database);
            Random random = new Random(seed);
            String[] projects = {"p", "q"};
            for (int i = 0; i < 30; i++) {
                String id = "op" + i;
                String thread = "t" + random.nextInt(3);
                String message = "m" + random.nextInt(6);
                long clock = i + 1L;
                in.push(
                        laptop,
                        switch (random.nextInt(6)) {
                            case 0, 1 -> thread(thread, id, clock, projects[random.nextInt(2)]);
                            case 2 -> in.delete("threads", thread, id, clock);
                            case 3 -> in.delete("messages", message, id, clock);
                            default -> message(message, id, clock, thread);
                        });
            }
            assertThat(followed("p")).as("seed " + seed).isEqualTo(ids(in.snapshot(laptop, "p", 3)));
        }
    }

    /** As devices do: a thread that leaves takes its messages along, a message of a thread that is not here leaves, too. */
    private Set<String> followed(String project) {
        Map<String, SyncChange> rows = new HashMap<>();
        for (SyncChange change : in.pull(laptop, 0, project)) {
            boolean thread = change.table().equals("threads");
            if (isIn(thread ? change : rows.get(thread(change)), project) && change.op() == OpKind.PUT) {
                rows.put(change.pk(), change);
            } else {
                rows.remove(change.pk());
                rows.values().removeIf(row -> change.pk().equals(thread(row)));
            }
        }
        return ids(rows.values().stream().toList());
    }

    private static boolean isIn(@Nullable SyncChange thread, String project) {
        return thread != null
                && thread.payload() != null
                && project.equals(thread.payload().get("projectId"));
    }

    private static String thread(SyncChange row) {
        return row.table().equals("messages") && row.payload() != null
                ? Objects.toString(row.payload().get("threadId"))
                : "";
    }

    private static Set<String> ids(List<SyncChange> changes) {
        Set<String> ids = new HashSet<>();
        changes.stream()
                .filter(change -> change.op() == OpKind.PUT)
                .forEach(change -> ids.add(change.pk() + change.payload()));
        return ids;
    }
}
