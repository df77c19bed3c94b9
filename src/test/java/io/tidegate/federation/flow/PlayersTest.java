package io.tidegate.federation.flow;

import static io.tidegate.federation.flow.FederationNode.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.federation.flow.FederationNode.Club;
import io.tidegate.federation.local.ComingOfAge;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members of a club become players, and stay in step with what either side changes. */
class PlayersTest {
    @RegisterExtension
    static final FederationNode node = new FederationNode();

    @AfterEach
    void begin_with_no_players() {
        node.stored().execute("delete from player_identities");
    }

    @Test
    void a_member_becomes_a_player_in_the_form_that_is_kept() {
        Club club = node.club().tell(member("m-1", ""));
        assertThat(club.sync().status()).isEqualTo("success");

        assertThat(node.player("m-1"))
                .containsEntry("first_name", "Niamh")
                .containsEntry("last_name", "O'Brien")
                .containsEntry("email", "niamh@example.ie")
                .containsEntry("phone", "+353871234567")
                .containsEntry("address_line1", "1 An Trá")
                .containsEntry("town", "Dún Garbhán")
                .containsEntry("county", "Co. Waterford")
                .containsEntry("player_type", "youth")
                .containsEntry("is_active", true)
                .containsEntry("version", 1L);
        assertThat(club.rows("""
                select e.status, e.membership_number, e.membership_status, e.joined_on::text
                from player_enrollments e join docks d on d.org_id = e.org_id and d.id = ?
                """))
                .containsExactly(Map.of(
                        "status", "active",
                        "membership_number", "N-1",
                        "membership_status", "Registered",
                        "joined_on", "2020-01-05"));
        assertThat(history(club)).containsEntry("created", 1).containsEntry("conflicts_detected", 0);
    }

    @Test
    void what_did_not_change_is_not_written() {
        Club club = node.club().tell(member("m-1", "")).tell(member("m-2", ""));
        club.sync();
        Object written = node.player("m-1").get("written");
        long sessions = node.stored().count("select count(*) from import_sessions where dock_id = ?", club.dock);
        club.sync();
        assertThat(node.player("m-1")).containsEntry("written", written);
        assertThat(node.stored().count("select count(*) from import_sessions where dock_id = ?", club.dock))
                .isEqualTo(sessions);
    }

    @Test
    void a_change_of_the_federation_is_applied_and_a_local_edit_stays() {
        Club club = node.club().tell(member("m-1", ""));
        club.sync();
        edit("m-1", "phone", "+353860000000");
        club.tell(member("m-1", "\"email\": \"n.obrien@example.ie\""));
        club.sync();
        assertThat(node.player("m-1"))
                .containsEntry("email", "n.obrien@example.ie")
                .containsEntry("phone", "+353860000000")
                .containsEntry("version", 3L);
        assertThat(conflicts(club)).isEmpty();
        assertThat(node.stored()
                        .rows("select field, old, new, origin, actor from local_changes where local_id = ?", id("m-1")))
                .containsExactly(Map.of(
                        "field", "email",
                        "old", "niamh@example.ie",
                        "new", "n.obrien@example.ie",
                        "origin", "federation",
                        "actor", "foireann"));
    }

    @ParameterizedTest
    @CsvSource({
        "federation_wins, {}, a@example.ie, federation, the federation wins",
        "local_wins, {}, b@example.ie, local, the local value wins",
        "merge, {}, b@example.ie, local, 'the local value was edited, and stays'",
        "federation_wins, '{\"email\": \"local_wins\"}', b@example.ie, local, the local value wins",
        "local_wins, '{\"email\": \"merge\", \"members.email\": \"federation_wins\"}', a@example.ie, federation, the federation wins",
    })
    void a_conflict_is_settled_by_its_strategy_and_on_record(
            String strategy, String byField, String holds, String winner, String why) {
        Club club = node.club().connected(strategy, byField).tell(member("m-1", ""));
        club.sync();
        edit("m-1", "email", "b@example.ie");
        club.tell(member("m-1", "\"email\": \"a@example.ie\""));
        club.sync();

        assertThat(node.player("m-1")).containsEntry("email", holds);
        assertThat(conflicts(club))
                .singleElement()
                .satisfies(conflict -> assertThat(conflict)
                        .containsEntry("field", "email")
                        .containsEntry("federation", "a@example.ie")
                        .containsEntry("local", "b@example.ie")
                        .containsEntry("base", "niamh@example.ie")
                        .containsEntry("resolved", holds)
                        .containsEntry("winner", winner)
                        .containsEntry("reason", "both sides changed it; " + why));
        // it is settled: the next run finds nothing new in it
        club.tell(member("m-1", "\"email\": \"a@example.ie\", \"phone\": \"\""));
        club.sync();
        assertThat(node.player("m-1")).containsEntry("email", holds).containsEntry("phone", null);
        assertThat(conflicts(club)).hasSize(1);
    }

    @Test
    void a_record_that_cannot_be_taken_over_is_told_once_and_the_rest_goes_on() {
        Club club = node.club()
                .tell(member("m-1", "\"dateOfBirth\": \"soon\", \"lastName\": \"\""))
                .tell(member("m-2", ""))
                .tell(member("m-3", "\"joinDate\": \"soon\""));
        club.sync();
        club.sync();
        assertThat(club.rows("select record, field, message from import_errors e join sync_history h"
                        + " on h.id = e.history_id and h.dock_id = ? order by e.id"))
                .extracting(row -> row.get("record") + " " + row.get("field") + " " + row.get("message"))
                .containsExactly(
                        "m-1 lastName is missing",
                        "m-1 dateOfBirth is no date; 2010-03-04 and 04/03/2010 are",
                        "m-3 joined is no date; 2010-03-04 and 04/03/2010 are");
        assertThat(history(club)).containsEntry("created", 2).containsEntry("errors", 2);
        assertThat(club.rows("select problem from record_links where problem is not null and dock_id = ?"))
                .hasSize(1);

        club.tell(member("m-1", ""));
        club.sync();
        assertThat(node.player("m-1")).containsEntry("last_name", "O'Brien");
        assertThat(club.rows("select problem from record_links where problem is not null and dock_id = ?"))
                .isEmpty();
    }

    @Test
    void who_vanishes_or_lapses_is_inactive_and_who_returns_active() {
        Club club = node.club();
        for (int i = 1; i <= 4; i++) {
            club.tell(member("m-" + i, ""));
        }
        club.sync();
        club.tell(member("m-1", "\"membershipStatus\": \"Lapsed\"")).drop(3);
        club.sync();
        club.sync();
        assertThat(node.player("m-1")).containsEntry("is_active", false);
        assertThat(node.player("m-2")).containsEntry("is_active", true);
        assertThat(node.player("m-4")).containsEntry("is_active", false);
        assertThat(node.stored()
                        .rows(
                                "select status, ended_at is null as open from player_enrollments where player_id = ?",
                                id("m-4")))
                .containsExactly(Map.of("status", "inactive", "open", false));
        assertThat(club.rows("select sum(deactivated) as n from sync_history where dock_id = ?"))
                .containsExactly(Map.of("n", 2L));

        club.tell(member("m-4", "")).tell(member("m-1", ""));
        club.sync();
        assertThat(node.stored()
                        .rows(
                                "select status, ended_at is null as open from player_enrollments where player_id = ?",
                                id("m-4")))
                .containsExactly(Map.of("status", "active", "open", true));
        assertThat(node.player("m-1")).containsEntry("is_active", true);
    }

    @ParameterizedTest
    @CsvSource({
        "active, true",
        "Current, true",
        "REGISTERED, true",
        "lapsed, false",
        "inactive, false",
        "suspended, false",
        "Not Registered, false",
        "'', false"
    })
    void only_who_is_active_current_or_registered_is_an_active_player(String status, boolean active) {
        Club club = node.club().tell(member("m-1", "\"membershipStatus\": \"" + status + "\""));
        club.sync();
        assertThat(node.player("m-1")).containsEntry("is_active", active);
        assertThat(node.stored().rows("select status from player_enrollments where player_id = ?", id("m-1")))
                .containsExactly(Map.of("status", active ? "active" : "inactive"));
    }

    @Test
    void the_export_and_the_list_of_members_are_about_the_same_players() {
        Club club = node.club().tell(member("m-1", "")).export("""
                identifier,Forename,Surname,gender,DOB
                m-1,Niamh,O'BRIEN,FEMALE,06/05/2011
                m-2,Áine,Ní Shé,FEMALE,01/02/2001
                m-3,Áine,Ní Shé,FEMALE,
                """);
        club.sync();
        assertThat(node.stored().count("select count(*) from player_identities"))
                .isEqualTo(2);
        assertThat(node.player("m-1")).containsEntry("gender", "FEMALE").containsEntry("email", "niamh@example.ie");
        assertThat(node.player("m-2")).containsEntry("player_type", "adult").containsEntry("first_name", "Áine");
        // of the gender nothing was known before
        assertThat(conflicts(club))
                .extracting(conflict -> conflict.get("field") + ": " + conflict.get("reason"))
                .containsExactly("gender: both sides differ, and nothing was synced before; the federation wins");
    }

    @Test
    void a_player_is_an_adult_from_the_18th_birthday_on() {
        LocalDate tomorrow =
                LocalDate.ofInstant(node.clock.instant(), ZoneOffset.UTC).plusDays(1);
        Club club = node.club().tell(member("m-1", "\"dateOfBirth\": \"" + tomorrow.minusYears(18) + "\""));
        club.sync();
        ComingOfAge comingOfAge = (ComingOfAge) node.node().beans().byName().get("comingOfAge");
        Objects.requireNonNull(comingOfAge).daily();
        assertThat(node.player("m-1")).containsEntry("player_type", "youth");
        node.clock.tick(Duration.ofDays(1));
        comingOfAge.daily();
        assertThat(node.player("m-1")).containsEntry("player_type", "adult");
    }

    private static Object id(String member) {
        return Objects.requireNonNull(node.player(member).get("id"));
    }

    /** As somebody does by the API. */
    private static void edit(String member, String column, String value) {
        node.stored()
                .execute(
                        "update player_identities set " + column + " = ?, version = version + 1 where id = ?",
                        value,
                        id(member));
    }

    private static List<Map<String, Object>> conflicts(Club club) {
        return club.rows("select c.* from sync_conflicts c join sync_history h"
                + " on h.id = c.history_id and h.dock_id = ? order by c.id");
    }

    private static Map<String, Object> history(Club club) {
        return club.rows("select * from sync_history where dock_id = ? order by id")
                .get(0);
    }
}
