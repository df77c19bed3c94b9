package io.tidegate.federation.flow;

import static io.tidegate.federation.flow.FederationNode.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.federation.flow.FederationNode.Club;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A player of two organizations, and people who edit one while a run does. */
class SharedPlayerTest {
    @RegisterExtension
    static final FederationNode node = new FederationNode();

    @Test
    void an_organization_finds_its_own_players_alone() {
        Club here = node.club().tell(member("s-1", ""));
        Club there = node.club().of(other()).tell(member("s-1", ""));
        here.sync();
        there.sync();
        assertThat(node.stored()
                        .count("select count(*) from player_identities where external_ids ->> 'foireann' = 's-1'"))
                .isEqualTo(2);
    }

    @Test
    void a_player_whom_one_organization_loses_stays_with_the_other() {
        Club here = node.club();
        Club there = node.club().of(other());
        for (String id : List.of("t-1", "t-2", "t-3", "t-4")) {
            here.tell(member(id, ""));
        }
        here.sync();
        node.stored().execute("""
                insert into player_enrollments (org_id, player_id, status, started_at)
                select ?, id, 'active', now() from player_identities where external_ids ->> 'foireann' = 't-4'
                """, other());
        there.tell(member("t-4", "\"email\": \"new@example.ie\""));
        there.sync();
        assertThat(node.stored()
                        .count("select count(*) from player_identities where external_ids ->> 'foireann' = 't-4'"))
                .isEqualTo(1);
        assertThat(node.player("t-4")).containsEntry("email", "new@example.ie");

        here.drop(3);
        here.sync();
        here.sync();
        assertThat(node.player("t-4")).containsEntry("is_active", true);
        assertThat(node.stored()
                        .rows(
                                "select status from player_enrollments where player_id = ? order by org_id",
                                Objects.requireNonNull(node.player("t-4").get("id"))))
                .extracting(row -> row.get("status"))
                .containsExactly("inactive", "active");
    }

    @Test
    void an_edit_during_a_run_is_not_lost() {
        Club club = node.club().tell(member("e-1", ""));
        club.sync();
        club.tell(member("e-1", "\"email\": \"new@example.ie\""));
        try (Handle person = node.node().database().jdbi().open()) {
            person.begin();
            person.execute("update player_identities set phone = '+353860000001', version = version + 1"
                    + " where external_ids ->> 'foireann' = 'e-1'");
            node.ask(club.dock);
            node.until(
                    1,
                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()");
            person.commit();
        }
        node.idle();
        assertThat(node.player("e-1"))
                .containsEntry("email", "new@example.ie")
                .containsEntry("phone", "+353860000001")
                .containsEntry("version", 3L);
    }

    private static long other() {
        node.stored().execute("""
                insert into organizations (slug, name, created_at) select 'other', 'other', now()
                where not exists (select from organizations where name = 'other')
                """);
        return node.stored().count("select id from organizations where name = 'other'");
    }
}
