package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.FederationBed.Club;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** What was tried at the federations' address, and what came of it, as a table. */
final class HookAttacks {
    private static final Map<String, String> TABLE = new ConcurrentSkipListMap<>();

    private final FederationBed bed;

    HookAttacks(FederationBed bed) {
        this.bed = bed;
    }

    static void print() {
        StringBuilder table = new StringBuilder("sent to /webhooks/federation\n");
        TABLE.forEach((attack, outcome) ->
                table.append("| ").append(attack).append(" | ").append(outcome).append(" |\n"));
        System.out.print(table);
    }

    static void noted(String attack, String outcome) {
        TABLE.put(attack, outcome);
    }

    /** A club whose jobs wait, so that what was taken can be looked at. */
    Club club() {
        // what other tests' refusals have filled is a minute ago
        bed.clock.tick(Duration.ofMinutes(2));
        Club club = bed.club();
        bed.stored()
                .execute(
                        "insert into lanes (lane_key, free_at) select lane_key, 'infinity' from docks where id = ?",
                        club.dock());
        return club;
    }

    /** Holds one that was refused against what is wanted: it leaves a line in the log, and no job. */
    void refused(Club club, String attack, int status, String reason, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(attack).isEqualTo(status);
        assertThat(refusal()).as(attack).isEqualTo(reason);
        assertThat(jobs(club)).as(attack).isZero();
        noted(attack, status + ", logged: " + reason.replaceAll("foireann-\\d+", "foireann"));
    }

    /** Newest refusal in the log, of whomever. */
    private String refusal() {
        return String.valueOf(bed.stored()
                .rows("select reason from webhook_logs where status = 'refused' order by id desc limit 1")
                .get(0)
                .get("reason"));
    }

    long jobs(Club club) {
        return bed.stored().count("select count(*) from sync_queue where dock_id = ?", club.dock());
    }
}
