package io.tidegate.federation.flow;

import static io.tidegate.federation.flow.FederationNode.member;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.dock.DockStore;
import io.tidegate.federation.connector.HistoryEnds;
import io.tidegate.federation.flow.FederationNode.Club;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a run leaves that breaks off, or whose dock is removed under it, and what the next one makes of that. */
class BrokenRunTest {
    private static final int MEMBERS = 300;

    @RegisterExtension
    static final FederationNode node = new FederationNode();

    @AfterEach
    void begin_with_no_players() {
        node.stored().execute("drop function if exists die() cascade");
        node.stored().execute("delete from player_identities");
    }

    @Test
    void fields_snapshots_and_changes_are_there_together_and_totals_are_true_after_a_second_claim() {
        Club club = club();
        club.sync();
        node.stored().execute("update player_identities set email = 'local' || id || '@example.ie'");
        for (JsonNode member : club.records()) {
            ((ObjectNode) member).put("email", "new@federation.example");
        }
        node.stored().execute("""
                create function die() returns trigger language plpgsql as $$
                begin
                    if new.conflicts_detected > 200 then
                        raise exception 'the server is told to stop' using errcode = '57P01';
                    end if;
                    return new;
                end $$
                """);
        node.stored().execute("create trigger die before update on sync_history for each row execute function die()");
        node.ask(club.dock);
        node.until(200, "select coalesce(max(conflicts_detected), 0) from sync_history where dock_id = ?", club.dock);
        node.idle();
        node.stored().execute("drop function die() cascade");
        assertThat(whole(true)).isEqualTo(200);
        assertThat(whole(false)).isEqualTo(100);

        node.node().beans().jobQueue().renew();
        node.pass(club.dock, Duration.ZERO);
        node.pass(club.dock, Duration.ofSeconds(10));
        ((HistoryEnds) Objects.requireNonNull(node.node().beans().byName().get("historyEnds"))).close();
        assertThat(whole(true)).isEqualTo(MEMBERS);
        assertThat(club.rows("""
                        select status, processed, created, updated, conflicts_detected, conflicts_resolved, errors
                        from sync_history where dock_id = ? and conflicts_detected > 0
                        """))
                .containsExactly(Map.of(
                        "status",
                        "success",
                        "processed",
                        MEMBERS,
                        "created",
                        0,
                        "updated",
                        MEMBERS,
                        "conflicts_detected",
                        MEMBERS,
                        "conflicts_resolved",
                        MEMBERS,
                        "errors",
                        0));
        assertThat(club.rows("""
                        select count(*) as n from sync_conflicts c join sync_history h on h.id = c.history_id
                        where h.dock_id = ?
                        """)).containsExactly(Map.of("n", (long) MEMBERS));
    }

    /** What a batch wrote when its dock was removed meanwhile must not keep players active for good. */
    @Test
    void a_dock_that_is_removed_during_a_batch_leaves_no_links() {
        Club club = club();
        DockStore docks = node.node().beans().docks();
        Thread removing = new Thread(() -> docks.remove(club.dock, false));
        try (Handle person = node.node().database().jdbi().open()) {
            person.begin();
            // holds up the batch where it enrols
            person.execute("lock table player_enrollments in share mode");
            node.ask(club.dock);
            node.until(1, WAITING);
            removing.start();
            node.until(2, WAITING);
            person.commit();
            removing.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        node.idle();
        assertThat(node.stored().count("select count(*) from docks where id = ?", club.dock))
                .isZero();
        assertThat(node.stored().count("select count(*) from record_links where dock_id = ?", club.dock))
                .isZero();
    }

    private static final String WAITING =
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";

    /** Players with the federation's value, it as the base, and one change that says so; or with none of these. */
    private static long whole(boolean applied) {
        return node.stored().count("""
                select count(*) from player_identities p
                where (p.email = 'new@federation.example') = ?
                    and (p.last_synced_data #>> '{foireann,email}' = 'new@federation.example') = ?
                    and (select count(*) from local_changes c where c.kind = 'player' and c.local_id = p.id
                        and c.field = 'email' and c.new = p.email) = case when ? then 1 else 0 end
                """, applied, applied, applied);
    }

    private static Club club() {
        Club club = node.club();
        for (int i = 0; i < MEMBERS; i++) {
            club.tell(
                    member("b-" + i, "\"email\": \"m%d@example.ie\", \"membershipNumber\": \"N-%d\"".formatted(i, i)));
        }
        return club;
    }
}
