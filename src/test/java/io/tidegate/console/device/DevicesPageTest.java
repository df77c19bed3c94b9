package io.tidegate.console.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.console.SignedInBed;
import io.tidegate.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Devices, how far they are, and what can be done with them. */
final class DevicesPageTest {
    private static final Pattern TOKEN = Pattern.compile("<code>(tdg_[A-Za-z0-9_-]{43})</code>");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SignedInBed bed;
    private Actor owner;
    private String session;

    @BeforeEach
    void open() {
        bed = new SignedInBed(database);
        database.clear("device_cursors", "server_version_counter");
        owner = bed.accounts.owner("acme");
        session = bed.accounts.session(owner);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void a_token_is_shown_in_the_answer_that_made_it_and_nowhere_else() {
        HttpResponse<String> made = send(session, "/devices/new", "name", "Ann's phone", "role", "viewer");

        assertThat(made.statusCode()).isEqualTo(200);
        String token = token(made.body());
        assertThat(made.headers().map().toString()).doesNotContain(token);
        String page = bed.as(session, "/devices").body();
        assertThat(page)
                .contains("Ann's phone", "viewer", "Never synced", "owner@acme.example")
                .doesNotContain(token);

        assertThat(bed.console
                        .get("/api/v1/docks", "Authorization", "Bearer " + token)
                        .statusCode())
                .as("it opens nothing of people's")
                .isEqualTo(401);
        assertThat(bed.console
                        .get("/devices", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_page_says_how_far_each_device_and_the_workspace_is() {
        token(send(session, "/devices/new", "name", "Phone", "role", "editor").body());
        database.jdbi().useHandle(handle -> {
            handle.execute("insert into server_version_counter values (?, 1200, 200)", owner.organization());
            handle.execute("""
                    insert into device_cursors
                    select org_id, device_id, person_id, 1000, now(), now(), now() from api_tokens where device_id is not null
                    """);
        });

        assertThat(bed.as(session, "/devices").body())
                .contains("1,200", "1,000", "those after version 200", "Behind", ">200<");
    }

    @Test
    void a_device_is_given_another_token_and_ended() {
        String first = token(
                send(session, "/devices/new", "name", "Phone", "role", "editor").body());
        String id = database.texts("select device_id from api_tokens where device_id is not null")
                .get(0);

        String second = token(send(session, "/devices/" + id + "/rotate").body());
        assertThat(second).isNotEqualTo(first);
        assertThat(send(session, "/devices/" + id + "/revoke").statusCode()).isEqualTo(303);
        assertThat(bed.as(session, "/devices").body()).contains("No devices");
    }

    @Test
    void what_is_wrong_is_said_where_it_was_asked() {
        HttpResponse<String> answer = send(session, "/devices/new", "name", "Phone", "role", "king");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("viewer, editor and owner", "value=\"king\"");
        assertThat(send(session, "/devices/new", "name", "", "role", "editor").statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_device_user_sees_their_own_and_support_sees_all() {
        String user = bed.accounts.session(bed.accounts.member(owner, "pat", Role.DEVICE_USER));
        String support = bed.accounts.session(bed.accounts.member(owner, "sam", Role.SUPPORT));
        token(send(session, "/devices/new", "name", "Desk", "role", "editor").body());
        token(send(user, "/devices/new", "name", "Phone", "role", "editor").body());

        assertThat(bed.as(user, "/devices").body()).contains("Phone").doesNotContain("Desk");
        assertThat(bed.as(support, "/devices").body())
                .contains("Phone", "Desk")
                .doesNotContain("/devices/new", "/revoke");
        assertThat(bed.as(session, "/devices").body()).contains("Phone", "Desk", "/devices/new");
        assertThat(send(support, "/devices/new", "name", "x").statusCode()).isEqualTo(303);
        assertThat(database.texts("select count(*) from api_tokens where device_id is not null"))
                .containsExactly("2");
    }

    private static String token(String page) {
        Matcher found = TOKEN.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    private HttpResponse<String> send(String who, String path, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("csrf", bed.csrf(who)));
        return bed.form(path, all, "Cookie", "tidegate=" + who);
    }
}
