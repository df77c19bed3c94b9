package io.tidegate.federation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.federation.flow.FederationNode.Club;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another provider, whose records are no players: all of it stands in its file. */
class ContactsTest {
    @RegisterExtension
    static final FederationNode node = new FederationNode();

    @AfterEach
    void begin_with_no_contacts() {
        node.stored().execute("delete from local_records");
    }

    @Test
    void contacts_become_local_records_of_the_declared_kind() {
        Club crm = node.crm()
                .tell("{\"id\": 1, \"name\": \"ANNA BYRNE\", \"mail\": \"Anna@Example.ie\", \"since\": \"04/03/2010\"}")
                .tell("{\"id\": 2, \"name\": \"\", \"mail\": \"nobody@example.ie\"}");
        assertThat(crm.sync().status()).isEqualTo("success");

        assertThat(contacts())
                .containsExactly(
                        "{\"name\": \"Anna Byrne\", \"email\": \"anna@example.ie\", \"since\": \"2010-03-04\"} {\"crm\": \"1\"} active");
        assertThat(crm.rows("select record, message from import_errors e join sync_history h"
                        + " on h.id = e.history_id and h.dock_id = ?"))
                .containsExactly(Map.of("record", "2", "message", "is missing"));

        crm.tell("{\"id\": 1, \"name\": \"ANNA BYRNE\", \"mail\": \"ab@example.ie\"}");
        crm.sync();
        // what is not told any more stays
        assertThat(contacts())
                .containsExactly(
                        "{\"name\": \"Anna Byrne\", \"email\": \"ab@example.ie\", \"since\": \"2010-03-04\"} {\"crm\": \"1\"} active");
        assertThat(node.stored().count("select version from local_records")).isEqualTo(2);

        crm.drop(0);
        crm.sync();
        assertThat(contacts()).singleElement().satisfies(one -> assertThat(one).endsWith("inactive"));
    }

    @Test
    void records_without_an_id_are_found_by_fields_and_nobody_guesses_between_two() {
        local("{\"name\": \"Anna Byrne\", \"email\": \"anna@example.ie\"}");
        local("{\"name\": \"Dara Ryan\", \"company\": \"Acme\"}");
        local("{\"name\": \"Una Kelly\", \"company\": \"Acme\"}");
        local("{\"name\": \"Una Kelly\", \"company\": \"Acme\"}");
        Club crm = node.crm()
                .tell("{\"id\": 1, \"name\": \"Anna Byrne\", \"mail\": \"ANNA@example.ie\", \"tel\": \"086 1234567\"}")
                .tell("{\"id\": 2, \"name\": \"DARA RYAN\", \"mail\": \"dara@example.ie\", \"company\": \"Acme\"}")
                .tell("{\"id\": 3, \"name\": \"Una Kelly\", \"company\": \"Acme\"}");
        crm.sync();

        assertThat(contacts())
                .containsExactly(
                        "{\"name\": \"Anna Byrne\", \"email\": \"anna@example.ie\", \"phone\": \"+353861234567\"} {\"crm\": \"1\"} active",
                        // merge: nothing was synced before, so the local side keeps what it has, which is nothing
                        "{\"name\": \"Dara Ryan\", \"company\": \"Acme\"} {\"crm\": \"2\"} active",
                        "{\"name\": \"Una Kelly\", \"company\": \"Acme\"} {} active",
                        "{\"name\": \"Una Kelly\", \"company\": \"Acme\"} {} active");
        assertThat(crm.rows("select problem from record_links where problem is not null and dock_id = ?"))
                .extracting(row -> row.get("problem"))
                .containsExactly("2 local records have the same name and company, so that nobody knows which it is");
        assertThat(node.stored().rows("select field, winner, strategy from sync_conflicts order by id"))
                .extracting(Map::values)
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("[phone, federation, federation_wins]", "[email, local, merge]");
    }

    @Test
    void who_could_be_two_is_looked_at_again_when_people_changed_one_of_them() {
        local("{\"name\": \"Una Kelly\", \"company\": \"Acme\"}");
        local("{\"name\": \"Una Kelly\", \"company\": \"Acme\"}");
        Club crm = node.crm().tell("{\"id\": 1, \"name\": \"Una Kelly\", \"company\": \"Acme\"}");
        crm.sync();
        crm.sync();
        assertThat(crm.rows("select count(*) as n from import_errors e join sync_history h on h.id = e.history_id"
                        + " and h.dock_id = ?"))
                .as("told once while nothing changed")
                .containsExactly(Map.of("n", 1L));

        node.stored().execute("""
                with one as (
                    update local_records set fields = fields || '{"company": "Other"}'
                    where id = (select max(id) from local_records) returning *
                )
                insert into local_changes (org_id, kind, local_id, at, origin, actor, field)
                select org_id, kind, id, ?::timestamptz, 'person', 'ann', 'company' from one
                """, node.clock.instant().toString());
        crm.sync();
        assertThat(contacts())
                .containsExactly(
                        "{\"name\": \"Una Kelly\", \"company\": \"Acme\"} {\"crm\": \"1\"} active",
                        "{\"name\": \"Una Kelly\", \"company\": \"Other\"} {} active");
        assertThat(crm.rows("select problem from record_links where problem is not null and dock_id = ?"))
                .isEmpty();
    }

    private static void local(String fields) {
        node.stored().execute("""
                insert into local_records (org_id, kind, fields, created_at, updated_at)
                select d.org_id, 'contact', ?::jsonb, now(), now() from (select min(id) as org_id from organizations) d
                """, fields);
    }

    private static List<String> contacts() {
        return node.stored().rows("""
                        select fields || '{}' as fields, external_ids, is_active from local_records
                        where kind = 'contact' order by id
                        """).stream()
                .map(row -> row.get("fields") + " " + row.get("external_ids")
                        + (Boolean.TRUE.equals(row.get("is_active")) ? " active" : " inactive"))
                .toList();
    }
}
