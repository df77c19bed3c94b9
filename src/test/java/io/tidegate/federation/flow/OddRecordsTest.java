package io.tidegate.federation.flow;

import static io.tidegate.federation.flow.FederationNode.member;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tidegate.federation.flow.FederationNode.Club;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Records that nobody reckoned with: what they say, how they vanish, and what breaks by them. */
class OddRecordsTest {
    private static final String ODD = "'\"}{$.*?:x\\/..";

    @RegisterExtension
    static final FederationNode node = new FederationNode();

    @AfterEach
    void begin_with_no_players() {
        node.stored().execute("drop function if exists break_it() cascade");
        node.stored().execute("delete from player_identities");
        node.stored().execute("delete from local_records");
    }

    @Test
    void an_address_in_parts_says_the_same_as_one_in_a_line() {
        Club club = node.club().tell(member("m-1", """
                "address": {"street": "1 An Trá", "city": "Dún Garbhán", "county": "Waterford", "eircode": "x35ab12",
                    "country": "IE", "verified": true, "geo": {"lat": 1}}"""));
        club.sync();
        assertThat(node.player("m-1"))
                .containsEntry("address_line1", "1 An Trá")
                .containsEntry("town", "Dún Garbhán")
                .containsEntry("county", "Co. Waterford")
                .containsEntry("postcode", "X35 AB12")
                .containsEntry("country", "Ireland");

        club.tell(member("m-1", "\"address\": \"1 An Trá,  Dún Garbhán\\nCo. Waterford, X35 AB12, Ireland\""));
        club.sync();
        assertThat(node.player("m-1")).containsEntry("version", 1L);

        // one part moved: it is the address that changed
        club.tell(member("m-1", "\"address\": {\"line1\": \"2 An Trá\", \"town\": \"Dún Garbhán\"}"));
        club.sync();
        assertThat(node.player("m-1"))
                .containsEntry("address_line1", "2 An Trá")
                .containsEntry("postcode", null)
                .containsEntry("version", 2L);

        club.tell(member("m-1", "\"address\": {}"));
        club.sync();
        assertThat(node.player("m-1")).containsEntry("address_line1", null).containsEntry("town", null);
    }

    @Test
    void whom_the_list_loses_or_says_lapsed_is_inactive_whatever_export_still_has_them() {
        Club club = node.club();
        StringBuilder export = new StringBuilder("identifier,Forename,Surname,gender,DOB\n");
        for (int i = 1; i <= 5; i++) {
            club.tell(member("m-" + i, ""));
            export.append("m-%d,Niamh,O'Brien,,06/05/2011\n".formatted(i));
        }
        club.export(export + "m-6,Niamh,O'Brien,,06/05/2011\n");
        club.sync();
        assertThat(active()).containsExactly("m-1", "m-2", "m-3", "m-4", "m-5", "m-6");

        // nobody renews the export: m-4 lapses, m-5 vanishes, and it has both
        club.tell(member("m-4", "\"membershipStatus\": \"Lapsed\"")).drop(4);
        club.sync();
        assertThat(active()).containsExactly("m-1", "m-2", "m-3", "m-5", "m-6");
        club.sync();
        assertThat(active()).containsExactly("m-1", "m-2", "m-3", "m-6");
        assertThat(club.rows("select sum(deactivated) as n from sync_history where dock_id = ?"))
                .containsExactly(Map.of("n", 2L));

        // the export has no more m-1, whom the list still has, nor m-6, whom nothing else has
        club.export("""
                identifier,Forename,Surname,gender,DOB
                m-2,Niamh,O'Brien,,06/05/2011
                m-3,Niamh,O'Brien,,06/05/2011
                m-4,Niamh,O'Brien,,06/05/2011
                m-5,Niamh,O'Brien,,06/05/2011
                """);
        club.sync();
        club.sync();
        assertThat(active()).containsExactly("m-1", "m-2", "m-3");

        club.tell(member("m-4", "")).tell(member("m-5", ""));
        club.sync();
        assertThat(active()).containsExactly("m-1", "m-2", "m-3", "m-4", "m-5");
    }

    private static List<String> active() {
        return node
                .stored()
                .rows("select external_ids ->> 'foireann' as id from player_identities where is_active order by 1")
                .stream()
                .map(row -> String.valueOf(row.get("id")))
                .toList();
    }

    @Test
    void hostile_values_are_kept_or_refused_and_break_nothing_and_no_log_tells_them() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        Club club = node.club()
                .tell(member("m-1", "\"lastName\": \"canary'); drop table player_identities; --\""))
                .tell(member("m-2", "\"firstName\": \"\\u202ecanary\\u200f \\ud83d\\ude00\\u0007\\u001b[31m\""))
                .tell(member("m-3", "\"address\": \"canary " + "x".repeat(10_000) + "\""))
                .tell(member("m-4", "\"email\": \"canary@" + "y".repeat(10_000) + "\""))
                .tell(member("m-5", "\"phone\": \"<script>canary</script>\", \"email\": [\"a@b\", \"canary@b\"]"))
                .tell(member("m-6", "\"firstName\": {\"$ne\": \"canary\"}"))
                .tell(member("m-7", "\"dateOfBirth\": \"99999999999-01-01 canary\""))
                .tell(member(
                        "m-8",
                        "\"membershipNumber\": \"canary" + "z".repeat(10_000) + "\", \"joinDate\": \"${bean:x}\""))
                .tell(member(ODD, "\"lastName\": \"Canary\\u0000Byrne\""))
                .tell(member("m-9", ""));
        try {
            assertThat(club.sync().status()).isEqualTo("success");
        } finally {
            root.detachAppender(log);
        }
        assertThat(node.stored().rows("select external_ids ->> 'foireann' as id from player_identities order by id"))
                .extracting(row -> row.get("id"))
                .containsExactly(ODD, "m-1", "m-2", "m-5", "m-8", "m-9");
        assertThat(club.rows("select record || ' ' || field as error from import_errors e join sync_history h"
                        + " on h.id = e.history_id and h.dock_id = ? order by 1"))
                .extracting(row -> row.get("error"))
                .containsExactly("m-3 address", "m-4 email", "m-6 firstName", "m-7 dateOfBirth", "m-8 joined");
        assertThat(node.player("m-1")).containsEntry("last_name", "Canary'); Drop Table Player_identities; --");
        assertThat(String.valueOf(node.player("m-2").get("first_name"))).doesNotContainPattern("\\p{Cc}");
        assertThat(node.player("m-5")).containsEntry("email", "a@b, canary@b");
        assertThat(club.rows("select message from import_errors e join sync_history h on h.id = e.history_id"
                        + " and h.dock_id = ?"))
                .noneMatch(row -> String.valueOf(row.get("message")).contains("canary"));
        assertThat(List.copyOf(log.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("canary"));
    }

    @Test
    void a_record_that_breaks_its_batch_is_found_and_the_rest_goes_on() {
        breaking("'Broken'", "P0001");
        Club club = node.club()
                .tell(member("m-1", ""))
                .tell(member("m-2", "\"lastName\": \"BROKEN\""))
                .tell(member("m-3", ""));
        assertThat(club.sync().status()).isEqualTo("success");
        assertThat(node.stored().count("select count(*) from player_identities"))
                .isEqualTo(2);
        assertThat(club.rows("select created, errors from sync_history where dock_id = ?"))
                .containsExactly(Map.of("created", 2, "errors", 1));
        assertThat(problems(club)).singleElement().asString().startsWith("a fault of Tidegate's own: ");

        node.stored().execute("drop function break_it() cascade");
        club.tell(member("m-2", "\"lastName\": \"BROKEN\", \"email\": \"other@example.ie\""));
        club.sync();
        assertThat(node.player("m-2")).containsEntry("last_name", "Broken");
        assertThat(problems(club)).isEmpty();
    }

    @Test
    void what_only_came_at_the_wrong_moment_is_no_fault_of_the_record() {
        breaking("'Broken'", "40P01");
        Club club = node.club().tell(member("m-1", "")).tell(member("m-2", "\"lastName\": \"BROKEN\""));
        assertThat(club.sync().status()).isNotEqualTo("success");
        assertThat(problems(club)).isEmpty();

        node.stored().execute("drop function break_it() cascade");
        assertThat(club.sync().status()).isEqualTo("success");
        assertThat(node.player("m-2")).containsEntry("last_name", "Broken");
    }

    @Test
    void what_a_declaration_says_anew_is_applied_to_all_records_once() throws Exception {
        Club crm = node.crm()
                .tell("{\"id\": 1, \"name\": \"Anna Byrne\", \"mail\": \"a@example.ie\", \"work\": \"a@work.ie\"}")
                .tell("{\"id\": 2, \"name\": \"Dara Ryan\", \"mail\": \"d@example.ie\", \"work\": \"d@work.ie\"}");
        crm.sync();
        node.stored()
                .execute("update local_records set fields = fields || '{\"email\": \"mine@example.ie\"}'"
                        + " where external_ids ->> 'crm' = '2'");
        node.redeclare("email=/mail", "email=/work");
        try {
            crm.sync();
            assertThat(emails()).containsExactly("a@work.ie 2", "mine@example.ie 1");
            // by merge, which the declaration says: it was edited here
            assertThat(node.stored().rows("select winner, base from sync_conflicts where kind = 'contact'"))
                    .containsExactly(Map.of("winner", "local", "base", "d@example.ie"));
            long sessions = sessions(crm);
            crm.sync();
            assertThat(sessions(crm)).isEqualTo(sessions);
        } finally {
            node.redeclare("email=/work", "email=/mail");
        }
    }

    private static void breaking(String name, String state) {
        node.stored().execute("""
                create function break_it() returns trigger language plpgsql as $$
                begin
                    if new.last_name = %s then
                        raise exception 'broken by the test' using errcode = '%s';
                    end if;
                    return new;
                end $$
                """.formatted(name, state));
        node.stored()
                .execute("create trigger break_it before insert or update on player_identities"
                        + " for each row execute function break_it()");
    }

    private static List<Object> problems(Club club) {
        return club.rows("select problem from record_links where problem is not null and dock_id = ?").stream()
                .map(row -> Objects.requireNonNull(row.get("problem")))
                .toList();
    }

    private static List<String> emails() {
        return node
                .stored()
                .rows("select fields ->> 'email' as email, version from local_records order by external_ids ->> 'crm'")
                .stream()
                .map(row -> row.get("email") + " " + row.get("version"))
                .toList();
    }

    private static long sessions(Club club) {
        return node.stored().count("select count(*) from import_sessions where dock_id = ?", club.dock);
    }
}
