package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** The first page, and that it goes on by itself. */
class OverviewTest extends SceneTest {
    @Test
    void it_tells_in_one_sentence_what_matters_and_of_every_account_how_it_is_and_why() {
        Page page = chromium.open(scene.at("/"));

        assertThat(Seen.heading(page)).containsText("1 account needs you: Sandbox");
        assertThat(Seen.account(page, "EU production")).containsText("On time");
        assertThat(Seen.account(page, "US production")).containsText("Waiting for budget");
        assertThat(Seen.account(page, "DNS and zones")).containsText("HTTP 503");
        assertThat(Seen.account(page, "Sandbox")).containsText("Action required");
        assertThat(Seen.account(page, "Old shop")).containsText("Paused");
        assertThat(Seen.account(page, "Team tasks")).containsText("Pending");
    }

    @Test
    void it_goes_on_by_itself_without_taking_away_what_somebody_holds() {
        Page page = chromium.open(scene.at("/"));
        Locator summary = Seen.account(page, "EU production").locator("summary");
        summary.click();
        summary.focus();
        page.evaluate("() => { window.stays = document.activeElement; scrollTo(0, 120); }");

        scene.change(
                "update docks set stopped_at = null, last_sync_error = null, last_sync_status = 'success',"
                        + " consecutive_failures = 0, last_sync_at = ? where id = 6",
                scene.clock.instant());

        assertThat(Seen.account(page, "Sandbox")).containsText("On time");
        assertThat(Seen.heading(page)).not().containsText("needs you");
        assertThat(page.evaluate("() => document.activeElement === window.stays && window.stays.isConnected"))
                .as("the focus stays")
                .isEqualTo(true);
        assertThat(page.evaluate("() => window.stays.parentElement.open"))
                .as("what was folded out stays so")
                .isEqualTo(true);
        assertThat(page.evaluate("() => scrollY")).as("the place stays").isEqualTo(120);
    }

    @Test
    void times_are_told_from_now_with_the_exact_one_beneath() {
        Page page = chromium.open(scene.at("/"));
        Locator synced = Seen.account(page, "Old shop").locator("time").first();

        assertThat(synced).hasText("4 d ago");
        assertThat(synced).hasAttribute("title", "2026-11-13 19:33:33 UTC");
    }

    @Test
    void where_nothing_is_connected_it_says_what_to_do_next() {
        scene.close();
        scene = Scene.empty(database);
        Page page = chromium.open(scene.at("/"));

        assertThat(Seen.heading(page)).containsText("Nothing is connected yet");
        assertThat(page.getByText("./tidegate dock add").first()).isVisible();
        Judged.forEverybody(page, "empty");
    }
}
