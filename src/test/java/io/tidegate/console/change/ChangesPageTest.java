package io.tidegate.console.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.console.InventedRows;
import io.tidegate.console.SignedInBed;
import io.tidegate.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What changed, field by field; and what has nothing to show yet. */
final class ChangesPageTest {
    private static final String HOSTILE = "<script>alert(1)</script>";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SignedInBed bed;
    private Actor owner;
    private String session;
    private InventedRows rows;
    private long dock;
    private long run;
    private long record;

    @BeforeEach
    void open() {
        database.clear("docks", "resources", "resource_changes", "sync_events");
        bed = new SignedInBed(database);
        owner = bed.accounts.owner("acme");
        session = bed.accounts.session(owner);
        rows = new InventedRows(database.jdbi(), bed.accounts.clock.instant());
        dock = rows.dock("Main", "harbour", 20, "org_id = " + owner.organization());
        run = rows.run(dock, "success", Duration.ofSeconds(30), 2, 2, "");
        record = rows.records(dock, "block_volumes", 2, HOSTILE);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void nothing_to_show_says_what_will_stand_there() {
        assertThat(page("/changes")).contains("None yet.", "from the first sync on");
        assertThat(page("/changes?kind=deleted")).contains("No change like that.", "Show all changes");
        assertThat(page("/conflicts"))
                .contains("No conflicts", "No field was changed on both sides", "What will stand here");
        assertThat(page("/devices")).contains("No devices", "Nothing syncs offline yet", "How to make one");
    }

    @Test
    void the_fields_that_a_run_found_in_a_record_stand_together() {
        fill();

        String page = page("/changes");

        assertThat(page)
                .contains("<a href=\"/docks/" + dock + "\">Main</a>", "href=\"/runs/" + run + "\"", "block volumes")
                .contains("<del>4096</del>", "<ins>8192</ins>", "networks.v4.0.ip", "nothing", "203.0.113.17")
                .contains("&lt;script&gt;", "It is gone at the provider.")
                .doesNotContain("<script>alert");
        assertThat(page.split("<table class=\"diff\"", -1)).hasSize(2);
    }

    @Test
    void it_is_filtered_by_what_stands_in_the_link() {
        fill();

        assertThat(page("/changes?kind=deleted")).contains("It is gone").doesNotContain("8192");
        assertThat(page("/changes?field=networks.v4")).contains("203.0.113.17").doesNotContain("8192");
        assertThat(page("/changes?field=/memory")).contains("8192").doesNotContain("203.0.113.17");
        assertThat(page("/changes?run=" + run + "&dock=" + dock + "&type=block_volumes&resource=" + record))
                .contains("8192")
                .doesNotContain("It is gone");
        assertThat(page("/changes?since=2999-01-01T00:00")).contains("No change like that.");
        assertThat(bed.as(session, "/changes?kind=moved").statusCode()).isEqualTo(400);
        assertThat(bed.as(session, "/changes?since=yesterday").body()).contains("is no instant");
        assertThat(page("/changes?kind=changed&field=memory"))
                .contains("/api/v1/changes/export?kind=changed&amp;field=memory&amp;format=csv");
    }

    @Test
    void what_it_shows_can_be_had_as_a_file() {
        fill();

        HttpResponse<String> file = bed.as(session, "/api/v1/changes/export?kind=changed&field=memory&format=csv");

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body().lines()).hasSize(2).anyMatch(line -> line.contains(",Main,"));
    }

    @Test
    void a_long_list_goes_on_by_key() {
        for (int i = 0; i < 130; i++) {
            rows.change(dock, record, run, "changed", "/field_" + i, "1", "2");
        }
        belong();

        Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(page("/changes"));
        assertThat(next.find()).isTrue();
        assertThat(page(next.group(1).replace("&amp;", "&"))).contains("This is the last page.", "field_29");
    }

    @Test
    void who_may_read_records_sees_changes_and_others_do_not() {
        fill();
        String client = bed.accounts.session(bed.accounts.member(owner, "client", Role.CLIENT));
        String device = bed.accounts.session(bed.accounts.member(owner, "device", Role.DEVICE_USER));
        String stranger = bed.accounts.session(bed.accounts.owner("other"));

        assertThat(bed.as(client, "/changes").body()).contains("8192");
        assertThat(bed.as(client, "/devices").statusCode()).isEqualTo(403);
        assertThat(bed.as(device, "/devices").statusCode()).isEqualTo(200);
        assertThat(bed.as(device, "/changes").statusCode()).isEqualTo(403);
        assertThat(bed.as(device, "/conflicts").statusCode()).isEqualTo(403);
        assertThat(bed.as(stranger, "/changes").body()).doesNotContain("8192");
    }

    private void fill() {
        rows.change(dock, record, run, "changed", "/networks/v4/0/ip", "null", "\"203.0.113.17\"");
        rows.change(dock, record, run, "changed", "/memory", "4096", "8192");
        rows.change(dock, record + 1, run, "deleted");
        belong();
    }

    /** The rows are those of the organization that looks. */
    private void belong() {
        for (String table : new String[] {"resources", "resource_changes", "sync_events"}) {
            database.jdbi()
                    .useHandle(handle -> handle.execute("update " + table + " set org_id = ?", owner.organization()));
        }
    }

    private String page(String path) {
        HttpResponse<String> answer = bed.as(session, path);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }
}
