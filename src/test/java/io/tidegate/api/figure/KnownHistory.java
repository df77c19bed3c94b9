package io.tidegate.api.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.monitor.rollup.RollupStore;
import io.tidegate.monitor.rollup.Rollups;
import io.tidegate.testing.RunHistory;
import io.tidegate.testing.RunHistory.Run;
import io.tidegate.testing.RunHistory.Whose;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Nine days of two docks of one organization, beside those of another; counted up to nine hours before the end. The
 * outcome of each run is known.
 */
final class KnownHistory {
    static final Instant BEGIN = Instant.parse("2026-03-21T17:03:00Z");
    static final Instant END = Instant.parse("2026-03-30T15:00:00Z");

    final ApiFixture api;
    final long ours;
    final long first;
    final long second;
    private final Rollups rollups;
    private final List<Run> runs = new ArrayList<>();

    KnownHistory(TestDatabase database) {
        database.clear("organizations", "docks", "sync_events", "sync_metrics", "rollups");
        api = new ApiFixture(database);
        rollups = new Rollups(new RollupStore(database.jdbi()), api.clock);
        ours = api.organization("figures-ours");
        first = api.dock(ours, "first");
        second = api.dock(ours, "second");
        database.jdbi().useHandle(handle -> handle.execute("update docks set provider = 'vultr' where id = ?", second));
        RunHistory history = new RunHistory(database, 42);
        runs.addAll(history.runs(new Whose(ours, first, "digitalocean"), BEGIN, END));
        runs.addAll(history.runs(new Whose(ours, second, "vultr"), BEGIN.plus(Duration.ofHours(30)), END));
        long theirs = api.organization("figures-theirs");
        history.write(history.runs(new Whose(theirs, api.dock(theirs, "third"), "vultr"), BEGIN, END));
        Instant counted = END.minus(Duration.ofHours(9));
        history.write(runs.stream().filter(run -> run.endedBy(counted)).toList());
        api.clock.set(counted);
        rollups.upToDate();
        history.write(runs.stream()
                .filter(run -> !run.endedBy(counted) && run.endedBy(END))
                .toList());
        api.clock.set(END);
    }

    /** Brings the hours, and only them, up to some time before the end. */
    void count(Duration before) {
        api.clock.set(END.minus(before));
        rollups.hourly();
        api.clock.set(END);
    }

    JsonNode ask(String path) {
        return ask(ours, path);
    }

    JsonNode ask(long organization, String path) {
        ApiFixture.Answer answer = api.ask(ApiFixture.actor(organization, Role.SUPPORT), "GET", path, null);
        assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Ours that had ended at the end. */
    List<Run> ended(Predicate<Run> which) {
        return runs.stream().filter(run -> run.endedBy(END)).filter(which).toList();
    }

    /** The last of them. */
    static List<Run> last(List<Run> runs, int most) {
        return runs.stream()
                .sorted(Comparator.comparing(Run::startedAt).reversed())
                .limit(most)
                .toList();
    }

    static long count(List<Run> runs, String status) {
        return runs.stream().filter(run -> run.status().equals(status)).count();
    }
}
