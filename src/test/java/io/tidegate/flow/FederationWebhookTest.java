package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.FederationBed.Club;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.Hold;
import io.tidegate.webhook.WebhookLogStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A federation tells which member changed; that member alone is asked for, and becomes or changes a player. */
class FederationWebhookTest {
    @RegisterExtension
    static final Hooks HOOKS = new Hooks();

    @RegisterExtension
    static final FederationBed bed = new FederationBed(HOOKS);

    private static List<String> askedSince(int before) {
        return bed.asked().subList(before, bed.asked().size());
    }

    @Test
    void the_member_that_an_event_names_is_asked_for_alone_and_becomes_a_player() {
        bed.member("M-1", "");
        bed.member("M-2", "'firstName': 'Seán'");
        Club club = bed.club();
        int before = bed.asked().size();

        Stored.Event run = bed.told(club, "created", "M-2");

        assertThat(askedSince(before)).containsExactly("/v2/members/M-2");
        assertThat(bed.players(club)).containsExactly("Seán O'Brien active");
        assertThat(bed.log(club)).containsExactly("processed");
        assertThat(run.trigger()).isEqualTo("webhook");
        assertThat(List.of(run.processed(), run.changed(), run.requests())).containsExactly(1L, 1L, 1L);
        assertThat(bed.stored()
                        .count("select count(*) from sync_history where dock_id = ? and type = 'webhook'", club.dock()))
                .isEqualTo(1);
    }

    @Test
    void a_change_and_a_deletion_reach_the_player_and_the_deletion_asks_for_nothing() {
        bed.member("M-1", "");
        Club club = bed.club();
        bed.told(club, "created", "M-1");
        bed.member("M-1", "'lastName': 'Byrne'");
        bed.told(club, "updated", "M-1");
        assertThat(bed.players(club)).containsExactly("Niamh Byrne active");
        int before = bed.asked().size();

        bed.told(club, "deleted", "M-1");

        assertThat(askedSince(before)).isEmpty();
        assertThat(bed.players(club)).containsExactly("Niamh Byrne inactive");
        bed.told(club, "created", "M-1");
        assertThat(bed.players(club)).containsExactly("Niamh Byrne active");
        assertThat(bed.log(club)).containsOnly("processed").hasSize(4);
    }

    @Test
    void a_member_that_is_not_there_any_more_is_gone() {
        bed.member("M-1", "");
        Club club = bed.club();
        bed.told(club, "created", "M-1");
        bed.noMember("M-1");

        bed.told(club, "updated", "M-1");
        bed.told(club, "updated", "M-9");

        assertThat(bed.players(club)).containsExactly("Niamh O'Brien inactive");
        assertThat(bed.stored().live(club.dock(), "members")).isEmpty();
        assertThat(bed.log(club)).containsExactly("processed", "processed", "processed");
    }

    /** What the log says of the newest delivery. */
    private static String why(Club club) {
        return String.valueOf(new WebhookLogStore(bed.node().database().jdbi())
                .recent(WebhookLogStore.Filter.of(club.dock()), null, 1)
                .items()
                .get(0)
                .reason());
    }

    @Test
    void a_member_that_cannot_be_had_for_now_is_asked_for_again_by_the_jobs_next_run() {
        bed.member("M-1", "");
        Club club = bed.club();
        bed.answer("/v2/members/M-1", Answer.status(500));
        int before = bed.asked().size();

        Stored.Event run = bed.told(club, "created", "M-1");

        assertThat(run.status()).isEqualTo("failed");
        assertThat(run.message()).contains("answered 500").contains("GET /v2/members/M-1");
        assertThat(askedSince(before)).hasSize(6);
        assertThat(bed.stored().job(club.dock()).state()).isEqualTo("retryable");
        assertThat(bed.log(club)).containsExactly("accepted");
        assertThat(why(club)).startsWith("waits for a run, which begins at ").contains("answered 500");
        bed.stored().execute("update docks set enabled = false where id = ?", club.dock());
        assertThat(why(club)).isEqualTo("waits: its dock is paused");
        bed.stored().execute("update docks set enabled = true where id = ?", club.dock());
        assertThat(bed.stored().count("select count(*) from sync_positions where dock_id = ?", club.dock()))
                .isZero();

        bed.normally("/v2/members/M-1");
        assertThat(bed.pass(club.dock(), Duration.ofMinutes(2)).status()).isEqualTo("success");
        assertThat(bed.players(club)).containsExactly("Niamh O'Brien active");
        assertThat(bed.log(club)).containsExactly("processed");
    }

    @Test
    void a_provider_that_stays_away_leaves_a_dead_letter_and_a_listing_settles_the_event() {
        bed.member("M-1", "");
        Club club = bed.club();
        bed.answer("/v2/members/M-1", Answer.status(503));
        bed.told(club, "created", "M-1");
        for (int minutes : new int[] {2, 4, 8}) {
            bed.pass(club.dock(), Duration.ofMinutes(minutes));
        }

        assertThat(bed.stored().job(club.dock()).state()).isEqualTo("discarded");
        assertThat(bed.stored().rows("select request, status from dead_letters where dock_id = ?", club.dock()))
                .singleElement()
                .satisfies(letter -> assertThat(letter)
                        .containsEntry("request", "GET /v2/members/M-1")
                        .containsEntry("status", 503));
        assertThat(bed.log(club)).containsExactly("accepted");

        bed.sync(club.dock(), Duration.ofMinutes(20));
        assertThat(bed.players(club)).containsExactly("Niamh O'Brien active");
        int before = bed.asked().size();
        bed.sync(club.dock(), Duration.ofMinutes(20));
        assertThat(askedSince(before)).containsExactly("/v2/clubs/" + club.name() + "/members");
        assertThat(bed.log(club)).containsExactly("processed: its record was asked for since");
    }

    @Test
    void what_the_provider_refuses_or_mistakes_holds_up_nothing() {
        bed.member("M-1", "");
        bed.member("M-3", "");
        Club club = bed.club();
        bed.answer("/v2/members/M-2", Answer.status(403));
        bed.answer("/v2/members/M-3", Answer.json(200, "{\"data\": {\"memberId\": \"M-1\"}}"));

        assertThat(bed.told(club, "updated", "M-2").status()).isEqualTo("success");
        assertThat(bed.told(club, "updated", "M-3").status()).isEqualTo("success");
        bed.told(club, "updated", "M-1");

        assertThat(bed.log(club))
                .containsExactly(
                        "failed: GAA Foireann answered 403",
                        "failed: the answer holds another record than the one that was asked for",
                        "processed");
        assertThat(bed.players(club)).containsExactly("Niamh O'Brien active");
    }

    @Test
    void an_event_during_a_run_is_not_lost_and_lists_nothing() {
        bed.member("M-1", "");
        Club club = bed.club();
        String list = "/v2/clubs/" + club.name() + "/members";
        Hold hold = bed.hold(list);
        bed.ask(club);
        TestNode.until(() -> bed.asked().contains(list), "the list is not asked for");
        bed.member("M-1", "'lastName': 'Byrne'");
        assertThat(bed.send(bed.message(club, "updated", "M-1")).statusCode()).isEqualTo(200);
        assertThat(bed.stored().job(club.dock()).rerun()).isTrue();
        int before = bed.asked().size();
        hold.release();
        bed.pass(club.dock(), Duration.ZERO);

        bed.pass(club.dock(), Duration.ofSeconds(10));

        assertThat(askedSince(before)).containsExactly("/v2/members/M-1");
        assertThat(bed.players(club)).containsExactly("Niamh Byrne active");
        assertThat(bed.log(club)).containsExactly("processed");
    }

    @Test
    void members_that_were_uploaded_become_players_and_are_read_again_by_a_retry() {
        Club club = bed.club();
        bed.stored().execute("update docks set resource_types = '{exported_members}' where id = ?", club.dock());
        String file = "\uFEFFidentifier,Forename,Surname,Date of Birth\nM-1,NIAMH,Byrne,06/05/2011\n";
        bed.upload(club, file);
        assertThat(bed.players(club)).containsExactly("Niamh Byrne active");

        bed.upload(club, file.replace("Byrne", "Kelly"));

        assertThat(bed.sync(club.dock(), Duration.ofMinutes(2)).changed()).isZero();
        assertThat(bed.players(club)).containsExactly("Niamh Kelly active");
        assertThat(bed.send(bed.message(club, "updated", "M-1")).statusCode()).isEqualTo(200);
        assertThat(bed.log(club)).containsExactly("ignored: the dock does not want its types");
    }

    @Test
    void many_events_of_one_member_ask_for_it_once() {
        bed.member("M-1", "");
        Club club = bed.club();
        String list = "/v2/clubs/" + club.name() + "/members";
        Hold hold = bed.hold(list);
        bed.ask(club);
        TestNode.until(() -> bed.asked().contains(list), "the list is not asked for");
        for (int i = 0; i < 5; i++) {
            bed.send(bed.message(club, "updated", "M-1"));
        }
        int before = bed.asked().size();
        bed.clock.tick(Duration.ofSeconds(10));
        hold.release();
        bed.pass(club.dock(), Duration.ZERO);
        bed.pass(club.dock(), Duration.ofSeconds(10));

        assertThat(askedSince(before)).containsExactly("/v2/members/M-1");
        assertThat(bed.log(club))
                .filteredOn("processed: its record was asked for since"::equals)
                .hasSize(4);
    }
}
