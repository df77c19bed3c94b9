package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** Something is done: asked first, by mouse, by keyboard and without script, and told afterwards. */
class ActionTest extends SceneTest {
    @Test
    void a_question_comes_first_and_what_was_done_is_told() {
        Page page = chromium.open(scene.at("/docks/1"));
        Seen.link(page, "Pause").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("Pause EU production?");
        Judged.forEverybody(page, "a question");
        Seen.button(page, "Pause").click();

        assertThat(page.getByText("EU production is paused.")).isVisible();
        assertThat(page).hasURL(scene.at("/docks/1"));
        assertThat(Seen.link(page, "Resume")).isVisible();
        assertThat(Seen.link(page, "Pause")).hasCount(0);
        assertThat(
                        database.texts(
                                "select action || ' ' || target from audit_log where action = 'dock.pause' and at > '2026-11-18T10:40Z'"))
                .contains("dock.pause docks/1");
        page.reload();
        assertThat(page.getByText("EU production is paused.")).hasCount(0);
    }

    @Test
    void by_keyboard_a_question_takes_the_focus_keeps_it_and_gives_it_back() {
        Page page = chromium.open(scene.at("/docks/1"));
        Seen.link(page, "Pause").focus();
        page.keyboard().press("Enter");
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).isVisible();
        for (int i = 0; i < 8; i++) {
            page.keyboard().press("Tab");
            // beyond its last stop lies the browser's own bar, which is the body
            assertThat(page.evaluate("() => document.activeElement === document.body"
                            + " || !!document.activeElement.closest('dialog')"))
                    .as("the focus stays in the question")
                    .isEqualTo(true);
        }
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
        assertThat(Seen.link(page, "Pause")).isFocused();
        assertThat(database.texts("select enabled::text from docks where id = 1"))
                .containsExactly("true");
    }

    @Test
    void cancel_does_nothing() {
        Page page = chromium.open(scene.at("/docks/1"));
        Seen.link(page, "Pause").click();
        Seen.link(page, "Cancel").click();

        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(database.texts("select enabled::text from docks where id = 1"))
                .containsExactly("true");
    }

    @Test
    void without_script_the_question_is_a_page_of_its_own() {
        Page page = chromium.open(scene.at("/docks/1"), Look.WITHOUT_SCRIPT);
        Seen.link(page, "Pause").click();
        assertThat(Seen.heading(page)).hasText("Pause EU production?");
        Seen.button(page, "Pause").click();

        assertThat(page.getByText("EU production is paused.")).isVisible();
        assertThat(page).hasURL(scene.at("/docks/1"));
        Seen.link(page, "Resume").click();
        Seen.button(page, "Resume").click();
        assertThat(page.getByText("EU production goes on.")).isVisible();
    }

    @Test
    void a_sync_that_was_asked_for_stands_in_the_queue() {
        Page page = chromium.open(scene.at("/docks/1"));
        Seen.link(page, "Sync now").click();
        Seen.button(page, "Sync now").click();

        assertThat(page.getByText("A sync of EU production is queued.")).isVisible();
        assertThat(database.texts("select type || ' ' || state from sync_queue where dock_id = 1"))
                .containsExactly("manual available");
    }
}
