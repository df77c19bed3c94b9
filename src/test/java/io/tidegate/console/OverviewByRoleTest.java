package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.account.AccountBed;
import io.tidegate.route.RouteFault;
import io.tidegate.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everybody's overview is of their organization, as far as their role goes. */
class OverviewByRoleTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SignedInBed bed;
    private Actor owner;

    @BeforeEach
    void open() {
        database.clear("docks", "budgets", "sync_events", "resources", "resource_changes");
        bed = new SignedInBed(database);
        owner = bed.accounts.owner("acme");
        new InventedRows(database.jdbi(), bed.accounts.clock.instant()).harbour();
        database.jdbi().useHandle(handle -> {
            for (String table : List.of("docks", "resources", "resource_changes", "sync_events")) {
                handle.execute("update " + table + " set org_id = ?", owner.organization());
            }
        });
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private String page(Actor actor) {
        HttpResponse<String> answer = bed.as(bed.accounts.session(actor), "/");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void an_owner_sees_all_of_it_but_nothing_of_the_instance() {
        bed.console.refused.add(new RouteFault("x.camel.yaml", 12, "no bean named 'y'", bed.accounts.clock.instant()));

        assertThat(page(owner))
                .contains("Sandbox", "4,812 of 5,000 left", "databases: HTTP 503 after 4 attempts", "<ins>off</ins>")
                .doesNotContain("no bean named", "cannot run", "/observe/metrics", "Not shown to you");
    }

    @Test
    void nobody_sees_anything_of_another_organization() {
        Actor other = bed.accounts.owner("other");

        assertThat(page(other))
                .contains("Nothing is connected yet")
                .doesNotContain("Sandbox", "4,812", "<ins>off</ins>", "acme");
    }

    @Test
    void a_developer_sees_accounts_and_changes_and_that_the_rest_is_left_out() {
        assertThat(page(bed.accounts.member(owner, "dev", Role.DEVELOPER)))
                .contains("Sandbox", "<ins>off</ins>", "2,597 records", "leaves out runs, errors and call budgets")
                .doesNotContain("4,812 of 5,000", "Recent runs", "Calls left", "class=\"trail\"", "The last 48 hours");
    }

    @Test
    void support_sees_what_ran_and_what_changed() {
        assertThat(page(bed.accounts.member(owner, "support", Role.SUPPORT)))
                .contains("What you may see", "Recent runs", "<ins>off</ins>", "leaves out accounts")
                .doesNotContain("h-docks", "needs you");
    }

    @Test
    void a_client_sees_what_changed_and_a_device_user_nothing() {
        assertThat(page(bed.accounts.member(owner, "client", Role.CLIENT)))
                .contains("<ins>off</ins>", "leaves out accounts; runs, errors and call budgets")
                .doesNotContain("Recent runs", "h-docks", "Calls left");
        assertThat(page(bed.accounts.member(owner, "device", Role.DEVICE_USER)))
                .contains("records and their changes")
                .doesNotContain("<ins>off</ins>", "Recent runs", "h-docks", "Rows in 24 h", "Sandbox");
    }

    @Test
    void the_part_that_is_refreshed_leaves_out_the_same() {
        Actor client = bed.accounts.member(owner, "client", Role.CLIENT);

        assertThat(bed.as(bed.accounts.session(client), "/", "HX-Request", "true")
                        .body())
                .contains("<ins>off</ins>")
                .doesNotContain("Recent runs", "h-docks");
    }

    @Test
    void who_belongs_to_two_organizations_chooses() {
        Actor other = bed.accounts.owner("other");
        bed.accounts.clock.tick(Duration.ofSeconds(1));
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update members set created_at = ? where person_id = ?",
                        bed.accounts.clock.instant().minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC),
                        other.person()));
        bed.accounts.signIn.byInvitation(
                bed.accounts.invite(owner, other.name(), Role.CLIENT).secret().reveal(),
                AccountBed.PASSWORD,
                null,
                "::1");
        String session = bed.accounts.session(other);
        String cookie = "tidegate=" + session;
        assertThat(bed.as(session, "/").body()).contains("Nothing is connected yet", "<option value=\"acme\"");

        String csrf = bed.csrf(session);
        assertThat(bed.form("/organization", List.of("csrf", csrf, "organization", "acme"), "Cookie", cookie)
                        .statusCode())
                .isEqualTo(303);
        assertThat(bed.as(session, "/").body()).contains("<ins>off</ins>");
        assertThat(bed.form("/organization", List.of("csrf", csrf, "organization", "default"), "Cookie", cookie)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void who_belongs_nowhere_is_told_so() {
        Actor dev = bed.accounts.member(owner, "dev", Role.DEVELOPER);
        bed.accounts.act(owner, deed -> {
            bed.accounts.members.remove(deed, Objects.requireNonNull(dev.person()));
            return true;
        });

        assertThat(page(dev)).contains("You belong to no organization").doesNotContain("Sandbox");
    }
}
