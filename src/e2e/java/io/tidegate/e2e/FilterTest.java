package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** What somebody fills in is theirs until they send it, however often the page around it is refreshed. */
class FilterTest extends SceneTest {
    @Test
    void what_is_filled_in_stays_while_the_page_goes_on() {
        Page page = chromium.open(scene.at("/runs"));
        Locator status = page.getByLabel("Status");
        Locator provider = page.getByLabel("Provider");
        status.selectOption("failed");
        provider.fill("digitalocean");
        provider.blur();

        page.evaluate("() => { window.shown = 0; document.addEventListener('tidegate:shown', () => window.shown++); }");
        page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate("() => window.shown >= 2")));

        assertThat(status).hasValue("failed");
        assertThat(provider).hasValue("digitalocean");
        Seen.button(page, "Show").click();
        page.waitForURL(url -> url.contains("status=failed"));
        assertThat(page.url()).contains("provider=digitalocean");
        assertThat(status).hasValue("failed");
    }
}
