package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.testing.TestDatabase;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is pressed on a page: asked first, done as who presses, and told on the next page. */
final class ActionsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SignedInBed bed;
    private Actor owner;
    private String session;
    private long dock;

    @BeforeEach
    void open() {
        database.clear("docks");
        bed = new SignedInBed(database);
        owner = bed.accounts.owner("acme");
        session = bed.accounts.session(owner);
        dock = new InventedRows(database.jdbi(), bed.accounts.clock.instant())
                .dock("<b>Main</b>", "harbour", 20, "org_id = " + owner.organization());
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void it_asks_before_it_does_and_tells_what_came_of_it_once() {
        String path = "/docks/" + dock + "/pause";
        assertThat(bed.as(session, path).body())
                .contains("Pause &lt;b&gt;Main&lt;/b&gt;?", "action=\"" + path + "\"", "Cancel");
        assertThat(enabled()).isTrue();

        HttpResponse<String> done = press(path);

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).hasValue("/docks/" + dock);
        assertThat(enabled()).isFalse();
        String notice = done.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(notice).contains("HTTPOnly", "SameSite=Strict", "Max-Age=30");
        HttpResponse<String> next = bed.console.get(
                "/docks/" + dock, "Cookie", "tidegate=" + session + "; " + notice.substring(0, notice.indexOf(';')));
        assertThat(next.body()).contains("&lt;b&gt;Main&lt;/b&gt; is paused.");
        assertThat(next.headers().firstValue("Set-Cookie").orElseThrow()).contains("tidegate_notice=", "Max-Age=0");
        assertThat(audited()).isEqualTo("dock.pause");
    }

    @Test
    void it_leads_back_to_the_page_that_asked_with_its_filters() {
        String page = "/?health=behind&q=%C3%A4+%26";
        String path = "/docks/" + dock + "/pause?back=" + URLEncoder.encode(page, StandardCharsets.UTF_8);
        assertThat(bed.as(session, path).body())
                .contains("action=\"" + path + "\"", "href=\"" + page.replace("&", "&amp;") + "\" data-cancel");
        assertThat(press(path).headers().firstValue("Location")).hasValue(page);
        assertThat(enabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "/\t/evil.example",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: x=1",
                "/%\"><script>",
                "/?q=%4",
                "evil.example"
            })
    void it_leads_nowhere_else_whatever_a_link_says(String back) {
        String path = "/docks/" + dock + "/pause?back=" + URLEncoder.encode(back, StandardCharsets.UTF_8);

        assertThat(bed.as(session, path).body()).contains("href=\"/docks/" + dock + "\" data-cancel");
        assertThat(press(path).headers().firstValue("Location")).hasValue("/docks/" + dock);
    }

    @Test
    void a_form_without_the_sessions_word_does_nothing() {
        HttpResponse<String> refused =
                bed.form("/docks/" + dock + "/pause", List.of("csrf", "guessed"), "Cookie", "tidegate=" + session);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(enabled()).isTrue();
    }

    @Test
    void who_may_not_is_not_asked_and_cannot_do_it() {
        String support = bed.accounts.session(bed.accounts.member(owner, "support", Role.SUPPORT));
        String path = "/docks/" + dock + "/pause";

        assertThat(bed.as(support, path).statusCode()).isEqualTo(403);
        HttpResponse<String> tried =
                bed.form(path, List.of("csrf", bed.csrf(support)), "Cookie", "tidegate=" + support);

        assertThat(tried.statusCode()).isEqualTo(303);
        assertThat(enabled()).isTrue();
    }

    @Test
    void what_belongs_to_others_is_not_there() {
        String stranger = bed.accounts.session(bed.accounts.owner("other"));

        assertThat(bed.as(stranger, "/docks/" + dock).statusCode()).isEqualTo(404);
        assertThat(bed.as(stranger, "/docks/" + dock + "/pause").statusCode()).isEqualTo(404);
        assertThat(bed.as(session, "/docks/1%2Fcredentials").statusCode()).isEqualTo(404);
        assertThat(bed.as(session, "/docks/%00").statusCode()).isEqualTo(404);
    }

    @Test
    void a_notice_that_somebody_made_up_is_text_at_most() {
        for (String made : List.of("%%%", "AAAA", "", "PHNjcmlwdD4")) {
            assertThat(bed.console
                            .get("/", "Cookie", "tidegate=" + session + "; tidegate_notice=" + made)
                            .body())
                    .doesNotContain("class=\"notice");
        }
    }

    private HttpResponse<String> press(String path) {
        return bed.form(path, List.of("csrf", bed.csrf(session)), "Cookie", "tidegate=" + session);
    }

    private boolean enabled() {
        return database.jdbi()
                .withHandle(handle -> handle.select("select enabled from docks where id = ?", dock)
                        .mapTo(boolean.class)
                        .one());
    }

    private String audited() {
        return database.jdbi()
                .withHandle(handle -> handle.select("select action from audit_log order by id desc limit 1")
                        .mapTo(String.class)
                        .one());
    }
}
