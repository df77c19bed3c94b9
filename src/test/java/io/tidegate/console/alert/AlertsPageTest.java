package io.tidegate.console.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.console.InventedRows;
import io.tidegate.console.SignedInBed;
import io.tidegate.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What needs attention, or did, and who looks after it. */
final class AlertsPageTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SignedInBed bed;
    private Actor owner;
    private String session;
    private long dock;

    @BeforeEach
    void open() {
        database.clear("docks", "alerts", "sync_errors");
        bed = new SignedInBed(database);
        owner = bed.accounts.owner("acme");
        session = bed.accounts.session(owner);
        dock = new InventedRows(database.jdbi(), bed.accounts.clock.instant())
                .dock("Main", "harbour", 20, "org_id = " + owner.organization());
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void nothing_to_show_says_what_will_stand_there() {
        assertThat(page("/alerts")).contains("No alert was ever raised.", "alert-channel add");
        assertThat(page("/alerts?state=open")).contains("No such alert.", "Show all");
    }

    @Test
    void open_alerts_stand_on_top_of_errors_and_lead_to_what_is_known() {
        long open = alert("error_rate", "warning", true, "<b>Main</b> fails");
        alert("no_success", "critical", false, "Main had no success");

        assertThat(page("/errors"))
                .contains("Open alerts", "&lt;b&gt;Main&lt;/b&gt; fails", "href=\"/alerts/" + open + "\"")
                .doesNotContain("Main had no success");
        assertThat(page("/alerts")).contains("Warning", "Critical, over", "it is well again", "error rate");
        assertThat(page("/alerts?state=open")).doesNotContain("Main had no success");
        assertThat(page("/alerts?rule=no_success&dock=" + dock)).contains("Main had no success");
        assertThat(page("/alerts/" + open))
                .contains("60 percent of the last 20 runs that failed; alerts from 50 on", "its errors")
                .contains("Nobody: no channel takes such alerts.");
        assertThat(bed.as(session, "/alerts?severity=awful").statusCode()).isEqualTo(400);
        assertThat(bed.as(session, "/alerts/999999").statusCode()).isEqualTo(404);
        assertThat(bed.as(session, "/alerts/abc").statusCode()).isEqualTo(404);
    }

    @Test
    void somebody_looks_after_it_and_others_see_that() {
        long open = alert("error_rate", "warning", true, "Main fails");
        String path = "/alerts/" + open + "/acknowledge";
        assertThat(page(path)).contains("Look after alert " + open + "?");

        HttpResponse<String> done = bed.form(path, List.of("csrf", bed.csrf(session)), "Cookie", "tidegate=" + session);

        assertThat(done.headers().firstValue("Location")).hasValue("/alerts/" + open);
        assertThat(page("/alerts/" + open)).contains("by " + owner.name()).doesNotContain("I look after it");
    }

    @Test
    void who_may_only_read_is_offered_nothing_to_press_and_others_see_nothing() {
        long open = alert("error_rate", "warning", true, "Main fails");
        String support = bed.accounts.session(bed.accounts.member(owner, "support", Role.SUPPORT));
        String developer = bed.accounts.session(bed.accounts.member(owner, "developer", Role.DEVELOPER));
        String stranger = bed.accounts.session(bed.accounts.owner("other"));

        assertThat(bed.as(support, "/alerts/" + open).body())
                .contains("Main fails")
                .doesNotContain("acknowledge");
        assertThat(bed.as(developer, "/alerts").statusCode()).isEqualTo(403);
        assertThat(bed.as(stranger, "/alerts/" + open).statusCode()).isEqualTo(404);
        assertThat(bed.as(stranger, "/alerts").body()).doesNotContain("Main fails");
    }

    private String page(String path) {
        HttpResponse<String> answer = bed.as(session, path);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    private long alert(String rule, String severity, boolean open, String message) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                insert into alerts (org_id, dock_id, provider, rule, subject, severity, state, message,
                                    value, threshold, raised_at, last_seen_at, resolved_at, resolution)
                                values (:org, :dock, 'harbour', :rule, 'dock:' || :dock, :severity,
                                    case when :open then 'open' else 'resolved' end, :message, 60, 50, :at, :at,
                                    case when :open then null else cast(:at as timestamptz) end,
                                    case when :open then null else 'cleared' end) returning id
                                """)
                        .bind("org", owner.organization())
                        .bind("dock", dock)
                        .bind("rule", rule)
                        .bind("severity", severity)
                        .bind("open", open)
                        .bind("message", message)
                        .bind("at", bed.accounts.clock.instant().minusSeconds(60))
                        .mapTo(Long.class)
                        .one());
    }
}
