package io.tidegate.federation.flow;

import static io.tidegate.federation.flow.FederationNode.member;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.federation.flow.FederationNode.Club;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A club of 5,000 members: what it costs, and what a run leaves that dies on the way. */
class LargeClubTest {
    private static final int MEMBERS = 5000;

    @RegisterExtension
    static final FederationNode node = new FederationNode();

    @AfterEach
    void begin_with_no_players() {
        node.stored().execute("delete from player_identities");
    }

    @Test
    void five_thousand_members_take_some_hundred_statements_and_the_next_time_two() {
        Club club = club(MEMBERS);
        Statements statements = new Statements();
        Jdbi jdbi = node.node().database().jdbi();
        jdbi.setSqlLogger(statements);

        club.sync();
        print("first", statements);
        assertThat(players()).isEqualTo(MEMBERS);
        assertThat(statements.count()).isLessThan(500);

        statements.begin();
        String before = written();
        club.sync();
        print("unchanged", statements);
        assertThat(written()).isEqualTo(before);
        // for each of two types: whose dock it is, and what waits
        assertThat(statements.count()).isEqualTo(4);

        node.stored().execute("update player_identities set email = 'local' || id || '@example.ie' where id % 100 = 0");
        List<Object> edited = node
                .stored()
                .rows("select external_ids ->> 'foireann' as id from player_identities where email like 'local%'")
                .stream()
                .map(row -> row.get("id"))
                .toList();
        for (JsonNode member : club.records()) {
            if (edited.contains(member.path("memberId").asText())) {
                ((ObjectNode) member).put("email", member.path("memberId").asText() + "@federation.example");
            }
        }
        statements.begin();
        club.sync();
        print("1 % conflicts", statements);
        assertThat(node.stored().count("select count(*) from sync_conflicts where field = 'email'"))
                .isEqualTo(MEMBERS / 100);
        assertThat(statements.count()).isLessThan(30);
    }

    @Test
    void a_run_that_dies_inside_a_batch_leaves_whole_batches_and_the_next_one_goes_on() {
        Club club = club(700);
        node.stored().execute("""
                create function die() returns trigger language plpgsql as $$
                begin
                    if new.created > 400 then
                        raise exception 'the server is told to stop' using errcode = '57P01';
                    end if;
                    return new;
                end $$
                """);
        node.stored().execute("create trigger die before update on sync_history for each row execute function die()");
        node.ask(club.dock);
        node.until(400, "select coalesce(max(created), 0) from sync_history where dock_id = ?", club.dock);
        node.idle();
        node.stored().execute("drop function die() cascade");
        assertThat(players()).isEqualTo(400);
        assertThat(node.stored().count("select count(*) from record_links where dock_id = ?", club.dock))
                .isEqualTo(400);
        assertThat(node.stored().count("select count(*) from player_enrollments"))
                .isEqualTo(400);

        // its worker gives it back, and somebody claims it
        node.node().beans().jobQueue().renew();
        node.pass(club.dock, Duration.ZERO);
        node.pass(club.dock, Duration.ofSeconds(10));
        assertThat(players()).isEqualTo(700);
        assertThat(club.rows("select created from sync_history where dock_id = ?"))
                .containsExactly(Map.of("created", 700));
    }

    @Test
    void a_worker_that_lost_its_job_writes_no_further_batch() {
        Club club = club(700);
        node.stored().execute("""
                create function lose() returns trigger language plpgsql as $$
                begin
                    if new.created = 400 then
                        update sync_queue set fencing_token = fencing_token + 1 where dock_id = new.dock_id;
                    end if;
                    return new;
                end $$
                """);
        node.stored().execute("create trigger lose before update on sync_history for each row execute function lose()");
        node.ask(club.dock);
        node.until(400, "select coalesce(max(created), 0) from sync_history where dock_id = ?", club.dock);
        node.idle();
        node.stored().execute("drop function lose() cascade");
        assertThat(players()).isEqualTo(400);
    }

    private static Club club(int members) {
        Club club = node.club();
        for (int i = 0; i < members; i++) {
            club.records().add(parse(i));
        }
        return club;
    }

    private static ObjectNode parse(int i) {
        return FederationNode.parse(member(
                "big-" + i,
                "\"lastName\": \"O'BRIEN %s\", \"email\": \"m%d@Example.ie\", \"membershipNumber\": \"N-%d\""
                        .formatted("I".repeat(1 + i % 9), i, i)));
    }

    private static long players() {
        return node.stored().count("select count(*) from player_identities");
    }

    /** Changes with any write of a player, an enrolment or a link. */
    private static String written() {
        return String.valueOf(node.stored().rows("""
                select (select md5(string_agg(id || ' ' || xmin || ctid, ',' order by id)) from player_identities)
                    || (select md5(string_agg(id || ' ' || xmin || ctid, ',' order by id)) from player_enrollments)
                    || (select md5(string_agg(resource_id || ' ' || xmin || ctid, ',' order by resource_id)) from record_links)
                    as written
                """).get(0).get("written"));
    }

    private static void print(String what, Statements statements) {
        System.out.printf(
                Locale.ROOT,
                "%,d members, %s: applied in %.1f s with %d statements%n",
                MEMBERS,
                what,
                statements.took().toMillis() / 1000.0,
                statements.count());
    }
}
