package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.account.AccountBed;
import io.tidegate.account.Email;
import io.tidegate.console.ConsoleBed;
import io.tidegate.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is let in, and what a page does when its visitor no longer is. */
class SignInTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private AccountBed accounts;
    private ConsoleBed console;
    private Actor owner;

    @BeforeEach
    void open() {
        database.clear("docks");
        accounts = new AccountBed(database);
        console = ConsoleBed.open(database.dataSource(), accounts.clock, "--tidegate.auth=on");
        owner = accounts.owner("harbour");
    }

    @AfterEach
    void close() {
        console.close();
    }

    private static void signIn(Page page, Actor actor, String password) {
        page.getByLabel("E-mail").fill(actor.name());
        page.getByLabel("Password").fill(password);
        page.keyboard().press("Enter");
    }

    private Page signedIn(Actor actor) {
        Page page = chromium.open(console.url() + "/");
        signIn(page, actor, AccountBed.PASSWORD);
        assertThat(Seen.state(page)).hasText("Live");
        return page;
    }

    @Test
    void whoever_asked_for_a_page_gets_it_after_the_sign_in() {
        chromium.expect("40[13]");
        Page page = chromium.open(console.url() + "/?sort=name");
        assertThat(page.getByLabel("E-mail")).isFocused();

        signIn(page, owner, "not that one");
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        assertThat(page.getByLabel("E-mail")).hasValue(owner.name());
        signIn(page, owner, AccountBed.PASSWORD);

        assertThat(page).hasURL(console.url() + "/?sort=name");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        assertThat(page.getByLabel("E-mail")).isVisible();
    }

    @Test
    void everybody_can_use_the_sign_in_by_day_and_by_night() {
        for (Look look : List.of(Look.DESK, Look.DESK_AT_NIGHT, Look.PHONE)) {
            Page page = chromium.open(console.url() + "/", look);
            Judged.forEverybody(page, "sign in, " + look);
            Judged.fitsItsWindow(page, "sign in, " + look);
        }
    }

    @Test
    void a_page_whose_session_ended_leads_to_the_sign_in_by_itself() {
        chromium.expect("401|htmx:");
        Page page = signedIn(owner);

        database.clear("sessions");

        assertThat(page.getByLabel("E-mail")).isVisible();
    }

    @Test
    void an_operator_sees_the_tabs_of_hawtio_and_a_member_is_told_why_not() {
        accounts.people.operator(Email.of(owner.name()), true);
        Page page = chromium.open(console.url() + "/hawtio/");
        signIn(page, owner, AccountBed.PASSWORD);
        assertThat(page.getByText("JMX", new Page.GetByTextOptions().setExact(true))
                        .first())
                .isVisible();

        chromium.expect("403");
        Page other = signedIn(accounts.member(owner, "ada", Role.ADMIN));
        assertThat(Seen.menu(other)).not().containsText("Routes");
        other.navigate(console.url() + "/hawtio/");
        assertThat(other.getByText("You may not")).isVisible();
        assertThat(other.getByText("JMX")).hasCount(0);
    }

    @Test
    void nobody_is_offered_what_they_may_not_press() {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        """
                insert into docks (id, org_id, name, provider, scope_id, lane_key, next_sync_at, created_at, updated_at)
                overriding system value
                select 1, id, 'Quay', 'harbour', '', '', ?, ?, ? from organizations where slug = 'harbour'
                """, accounts.clock.instant(), accounts.clock.instant(), accounts.clock.instant()));
        chromium.expect("403");
        Page page = signedIn(accounts.member(owner, "dan", Role.DEVELOPER));

        page.navigate(console.url() + "/docks/1");
        assertThat(Seen.heading(page)).hasText("Quay");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Pause")))
                .hasCount(0);
        page.navigate(console.url() + "/docks/1/pause");
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pause")))
                .hasCount(0);
    }
}
