package io.tidegate.console.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.console.SignedInBed;
import io.tidegate.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which provider data devices get, on their page. */
final class SubscriptionsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SignedInBed bed;
    private Actor owner;
    private String session;

    @BeforeEach
    void open() {
        bed = new SignedInBed(database);
        database.clear("device_subscriptions", "synced_resources", "resources");
        owner = bed.accounts.owner("acme");
        session = bed.accounts.session(owner);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void the_question_offers_the_types_that_devices_do_not_get_yet() {
        assertThat(devices()).contains("Provider data they get", "device subscribe TYPE", "/subscriptions/new");
        assertThat(bed.as(session, "/subscriptions/new").body())
                .contains("<select id=\"q-type\" name=\"type\"", "<option value=\"servers\" selected>servers</option>");

        subscribed("servers", "live", 0);
        HttpResponse<String> none = bed.as(session, "/subscriptions/new");
        assertThat(none.statusCode()).isEqualTo(409);
        assertThat(none.body()).contains("every type of records already");
    }

    @Test
    void subscribing_and_ending_it_stand_in_the_log_of_who_did_what() {
        HttpResponse<String> added = send(session, "/subscriptions/new", "type", "servers");
        assertThat(added.statusCode()).isEqualTo(303);
        assertThat(added.headers().firstValue("location")).hasValue("/devices");
        assertThat(devices()).contains("servers", "Begins", "0 of 0", "/subscriptions/servers/end");

        assertThat(bed.as(session, "/subscriptions/servers/end").body())
                .contains("Take servers from the devices?", "0 records");
        assertThat(send(session, "/subscriptions/servers/end").statusCode()).isEqualTo(303);
        assertThat(devices()).contains("Ending").doesNotContain("/subscriptions/servers/end");
        assertThat(database.texts("select actor || ' ' || action || ' ' || target || ' ' || result from audit_log"
                        + " where action like 'subscription.%' and org_id = " + owner.organization() + " order by id"))
                .containsExactly(
                        "owner@acme.example subscription.create subscriptions/servers done",
                        "owner@acme.example subscription.end subscriptions/servers done");
    }

    @Test
    void the_page_says_how_far_filling_is_and_how_many_records_devices_have() {
        database.jdbi().useHandle(handle -> handle.execute("""
                insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, data, fingerprint,
                                       first_seen_at, changed_at)
                select ?, 1, 'harbour', 'servers', n, '{}', '', now(), now() from generate_series(1, 1240) as n
                """, owner.organization()));
        subscribed("servers", "filling", 800);
        subscribed("databases", "live", 1_012);
        subscribed("volumes", "emptying", 310);

        assertThat(devices())
                .contains("Filling", "800 of 1,240", "Live", ">1,012<", "Ending", "310 left to take away")
                .contains("/subscriptions/databases/end")
                .doesNotContain("/subscriptions/volumes/end");
    }

    @Test
    void what_is_wrong_is_said_in_words() {
        HttpResponse<String> typo = send(session, "/subscriptions/new", "type", "server");
        assertThat(typo.statusCode()).isEqualTo(422);
        assertThat(typo.body()).contains("is none of the types there are: servers", "<select");
        assertThat(send(session, "/subscriptions/new").statusCode()).isEqualTo(422);

        HttpResponse<String> gone = bed.as(session, "/subscriptions/servers/end");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains("There is no subscription to servers.");
        assertThat(database.texts("select resource_type from device_subscriptions"))
                .isEmpty();
    }

    @Test
    void who_may_not_choose_sees_what_devices_get_and_changes_nothing() {
        subscribed("servers", "live", 7);
        for (Role role : List.of(Role.SUPPORT, Role.DEVICE_USER)) {
            String other = bed.accounts.session(bed.accounts.member(owner, role.word(), role));
            assertThat(bed.as(other, "/devices").body())
                    .as(role.word())
                    .contains("servers", "Live")
                    .doesNotContain("/subscriptions/");
            assertThat(bed.as(other, "/subscriptions/new").statusCode()).isEqualTo(403);
            send(other, "/subscriptions/new", "type", "servers");
            send(other, "/subscriptions/servers/end");
        }
        assertThat(database.texts("select state from device_subscriptions")).containsExactly("live");
    }

    @Test
    void a_form_of_another_site_changes_nothing() {
        List<String> fields = List.of("type", "servers", "csrf", "made-up");
        bed.form("/subscriptions/new", fields, "Cookie", "tidegate=" + session);
        assertThat(database.texts("select state from device_subscriptions")).isEmpty();
    }

    @Test
    void another_organization_sees_and_ends_none_of_it() {
        subscribed("servers", "live", 7);
        String other = bed.accounts.session(bed.accounts.owner("globex"));
        assertThat(bed.as(other, "/devices").body()).doesNotContain(">servers<");
        send(other, "/subscriptions/servers/end");
        assertThat(database.texts("select state from device_subscriptions")).containsExactly("live");
    }

    private String devices() {
        return bed.as(session, "/devices").body();
    }

    private void subscribed(String type, String state, int synced) {
        database.jdbi().useHandle(handle -> {
            handle.execute(
                    "insert into device_subscriptions (workspace_id, resource_type, state, created_at)"
                            + " values (?, ?, ?, now())",
                    owner.organization(),
                    type,
                    state);
            handle.execute(
                    "insert into synced_resources select ?, hashtext(?) + n, ?, 1, '', '', n from generate_series(1, ?) n",
                    owner.organization(),
                    type,
                    type,
                    synced);
        });
    }

    private HttpResponse<String> send(String who, String path, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("csrf", bed.csrf(who)));
        return bed.form(path, all, "Cookie", "tidegate=" + who);
    }
}
