package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole program as {@code ./tidegate demo} starts it, with everything at work behind its pages. */
class DemoTest {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @TempDir
    static Path home;

    private static Demo demo;

    @BeforeAll
    static void start() throws InterruptedException {
        demo = Demo.start(home);
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void its_first_page_shows_both_accounts_and_stays_live() {
        Page page = chromium.open(demo.at("/"));

        assertThat(Seen.state(page)).hasText("Live");
        assertThat(Seen.accounts(page)).containsText("harbour");
        assertThat(Seen.accounts(page)).containsText("lighthouse");
    }

    @Test
    void every_entry_of_the_menu_leads_to_a_page() {
        Page page = chromium.open(demo.at("/"));
        Locator menu = Seen.menu(page);
        List<String> entries = menu.getByRole(AriaRole.LINK).allInnerTexts();
        assertThat(entries).contains("Overview", "Errors", "Changes", "Conflicts", "Devices", "Routes");
        for (String entry : entries) {
            menu.getByRole(
                            AriaRole.LINK,
                            new Locator.GetByRoleOptions().setName(entry).setExact(true))
                    .click();
            assertThat(menu.locator("[aria-current=page]")).hasText(entry);
            assertThat(Seen.heading(page)).hasCount(1);
            assertThat(Seen.state(page)).hasText("Live");
        }
    }

    @Test
    void a_sync_that_was_pressed_ends_before_the_eyes_of_who_pressed_it() {
        Page page = chromium.open(demo.at("/docks/1"));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sync now"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sync now"))
                .click();
        assertThat(page.getByText(Pattern.compile("A sync of harbour (is|was) queued")))
                .isVisible();
    }
}
