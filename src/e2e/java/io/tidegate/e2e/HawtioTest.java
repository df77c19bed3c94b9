package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Hawtio inside the running program: it breaks no policy, draws the flow, and stops and starts routes. */
class HawtioTest {
    private static final Pattern AMOUNT = Pattern.compile("[1-9][0-9]*");

    /** It asks for each of a hundred routes before it shows the first one. */
    private static final LocatorAssertions.IsVisibleOptions SLOWLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

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
    void it_shows_the_routes_and_breaks_no_policy() {
        Page page = chromium.open(demo.at("/hawtio/"));

        assertThat(page.getByText("Camel").first()).isVisible();
    }

    @Test
    void it_draws_the_flow_with_counters_that_move() {
        Page page = chromium.open(demo.at("/hawtio/camel"));
        Locator counts = page.locator(".react-flow__node").filter(new Locator.FilterOptions().setHasText(AMOUNT));
        assertThat(counts.first()).isVisible(SLOWLY);

        // the demo's accounts are synced again and again, and each sync counts
        String before = String.join(" ", counts.allInnerTexts());
        page.waitForCondition(
                () -> !String.join(" ", counts.allInnerTexts()).equals(before),
                new Page.WaitForConditionOptions().setTimeout(60_000));
    }

    @Test
    void it_stops_a_route_and_starts_it_again() {
        // by its address: a click beside a diagram of a thousand steps waits until all are drawn
        Page page = chromium.open(demo.at("/hawtio/camel/routes"));
        Locator row = page.locator("tr", new Page.LocatorOptions().setHasText("rollup-weekly"))
                .first();
        assertThat(row).isVisible(SLOWLY);

        press(page, row, "Stop");
        assertThat(row).containsText("Stopped");

        press(page, row, "Start");
        assertThat(row).containsText("Started");
    }

    private static void press(Page page, Locator row, String word) {
        Locator box = row.locator("input[type=checkbox]");
        if (!box.isChecked()) {
            box.click();
        }
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^" + word)))
                .first()
                .click();
    }
}
