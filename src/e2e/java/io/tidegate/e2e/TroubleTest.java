package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What fails is decided about: tried again, put away, replayed, discarded, looked after. */
class TroubleTest extends SceneTest {
    private static Locator cause(Page page, String request) {
        return page.locator(".causes > li", new Page.LocatorOptions().setHasText(request));
    }

    private static void press(Page page, Locator link, String button) {
        link.click();
        Seen.button(page, button).click();
    }

    private static Locator link(Locator within, String words) {
        return within.locator("a", new Locator.LocatorOptions().setHasText(words));
    }

    @Test
    void all_errors_of_a_cause_are_tried_again() {
        Page page = chromium.open(scene.at("/errors"));
        press(page, link(cause(page, "GET /client/v4/zones"), "Try all again"), "Try again");

        assertThat(page.locator(".notice")).containsText("1 dock queued for 1 error.");
        assertThat(database.texts("select type from sync_queue where dock_id = 5 and state = 'available'"))
                .isNotEmpty();
    }

    @Test
    void all_errors_of_a_cause_are_put_away_and_nothing_else() {
        Page page = chromium.open(scene.at("/errors"));
        assertThat(Seen.heading(page)).containsText("4 open errors");
        press(page, link(cause(page, "GET /client/v4/zones"), "Put all away"), "Put away");

        assertThat(page.locator(".notice")).containsText("1 error put away.");
        assertThat(Seen.heading(page)).containsText("3 open errors");
        assertThat(cause(page, "GET /client/v4/zones")).hasCount(0);
        page.navigate(scene.at("/errors?include_resolved=true"));
        assertThat(cause(page, "GET /client/v4/zones")).hasCount(1);
    }

    @Test
    void one_error_is_put_away_on_the_page_it_was_pressed_on() {
        Page page = chromium.open(scene.at("/errors/list?dock=7"));
        press(page, page.locator("a[href^='/errors/'][href*='/dismiss']").first(), "Put away");

        assertThat(page.locator(".notice")).containsText(Pattern.compile("Error \\d+ is put away\\."));
        assertThat(page).hasURL(scene.at("/errors/list?dock=7"));
        assertThat(page.getByText("No such error is open.")).isVisible();
    }

    @Test
    void a_dead_letter_is_discarded_and_another_look_finds_it_decided() {
        Page page = chromium.open(scene.at("/errors/letters"));
        press(page, page.locator("a[href*='/discard']"), "Discard");

        assertThat(page.locator(".notice")).containsText("Dead letter 1");
        assertThat(page.getByText("No dead letter waits.")).isVisible();
        assertThat(database.texts("select resolution from dead_letters where id = 1"))
                .containsExactly("discarded");
    }

    @Test
    void somebody_looks_after_an_alert_and_everybody_sees_that() {
        Page page = chromium.open(scene.at("/alerts/2"));
        Page other = chromium.open(scene.at("/alerts"));
        press(page, Seen.link(page, "I look after it"), "I look after it");

        assertThat(page.getByText("Others see now that you look after it.")).isVisible();
        assertThat(Seen.link(page, "I look after it")).hasCount(0);
        assertThat(other.locator("#alert-2")).containsText("looks after it");
    }
}
