package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of Hawtio in {@code docs/images}: a provider's route with its counters; see {@link Pictures}. */
class HawtioPictures {
    private static final String ROUTE = "demo-servers";

    /** It asks for each of a hundred routes before it shows the first one. */
    private static final double PATIENCE_MILLIS = 60_000;

    /** By which its words can be read. */
    private static final double NEARER = 250;

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @TempDir
    static Path home;

    @Test
    void of_a_route_by_day_and_by_night() throws IOException, InterruptedException {
        try (Demo demo = Demo.start(home)) {
            take(demo, Look.DESK, "hawtio-light.png");
            take(demo, Look.DESK_AT_NIGHT, "hawtio-dark.png");
            chromium.leave();
        }
    }

    private static void tab(Page page, String name) {
        page.getByText(name, new Page.GetByTextOptions().setExact(true)).first().click();
    }

    private static void take(Demo demo, Look look, String file) throws IOException {
        Page page = chromium.open(demo.at("/hawtio/camel"), look);
        Locator steps = page.locator(".react-flow__node");
        assertThat(steps.first()).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
        page.getByText(ROUTE, new Page.GetByTextOptions().setExact(true))
                .first()
                .click(new Locator.ClickOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(ROUTE)))
                .isVisible();
        // it goes to a route's place only when it draws it anew
        tab(page, "Source");
        tab(page, "Route Diagram");
        Locator step = steps.filter(new Locator.FilterOptions().setHasText("change-detection"));
        assertThat(step).isInViewport();
        assertThat(step).containsText(Pattern.compile("[1-9]"));
        step.hover();
        page.mouse().wheel(0, -NEARER);
        // away from what unfolds where it points
        page.mouse().move(0, 0);
        assertThat(page.getByText("Completed")).hasCount(0);
        Pictures.keep(page, file);
    }
}
