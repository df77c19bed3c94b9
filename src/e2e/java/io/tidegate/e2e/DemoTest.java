package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tidegate.program.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole program as {@code ./tidegate demo} starts it, with everything at work behind its pages. */
class DemoTest {
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @TempDir
    static Path home;

    private static Program demo;
    private static String url = "";

    @BeforeAll
    static void start() throws InterruptedException {
        demo = Program.start(home, Program.onFreePorts("demo"));
        Matcher up = URL.matcher(demo.awaitLine("Tidegate is up"));
        assertThat(up.find()).isTrue();
        url = up.group();
        demo.awaitLine("of dock harbour (demo): success");
        demo.awaitLine("of dock lighthouse (demo): success");
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    @Test
    void its_first_page_shows_both_accounts_and_stays_live() {
        Page page = chromium.open(url + "/");

        assertThat(page.getByRole(AriaRole.STATUS).first()).hasText("Live");
        assertThat(page.getByRole(AriaRole.TABLE).first()).containsText("harbour");
        assertThat(page.getByRole(AriaRole.TABLE).first()).containsText("lighthouse");
    }

    @Test
    void every_entry_of_the_menu_leads_to_a_page() {
        Page page = chromium.open(url + "/");
        Locator menu = page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"));
        List<String> entries = menu.getByRole(AriaRole.LINK).allInnerTexts();
        assertThat(entries).contains("Overview", "Errors", "Changes", "Conflicts", "Devices", "Routes");
        for (String entry : entries) {
            menu.getByRole(
                            AriaRole.LINK,
                            new Locator.GetByRoleOptions().setName(entry).setExact(true))
                    .click();
            assertThat(menu.locator("[aria-current=page]")).hasText(entry);
            assertThat(heading(page)).hasCount(1);
            assertThat(page.getByRole(AriaRole.STATUS).first()).hasText("Live");
        }
    }

    @Test
    void a_sync_that_was_pressed_ends_before_the_eyes_of_who_pressed_it() {
        Page page = chromium.open(url + "/docks/1");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sync now"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sync now"))
                .click();
        assertThat(page.getByText(Pattern.compile("A sync of harbour (is|was) queued")))
                .isVisible();
    }
}
