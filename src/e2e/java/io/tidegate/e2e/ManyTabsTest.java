package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A browser keeps six connections to a server, and people keep more tabs open than that. */
class ManyTabsTest extends SceneTest {
    private static final int TABS = 9;

    /** The browser of a test shows all its tabs; people's browsers show one. */
    private static final String HIDE = """
            hidden => {
              Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
              Object.defineProperty(document, 'visibilityState',
                { configurable: true, get: () => hidden ? 'hidden' : 'visible' });
              document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
            }""";

    @Test
    void of_nine_tabs_the_one_that_is_looked_at_is_live_whichever_it_is() {
        BrowserContext window = chromium.window(Look.DESK);
        List<Page> tabs = new ArrayList<>();
        for (int i = 0; i < TABS; i++) {
            tabs.forEach(tab -> tab.evaluate(HIDE, true));
            Page tab = window.newPage();
            tab.navigate(scene.at("/"));
            tabs.add(tab);
        }
        for (int i = 0; i < TABS; i++) {
            Page looked = tabs.get(i);
            tabs.forEach(tab -> tab.evaluate(HIDE, tab != looked));
            scene.change("update docks set name = ? where id = 6", "Sandbox " + i);
            assertThat(Seen.heading(looked)).containsText("Sandbox " + i);
        }
    }

    @Test
    void nine_windows_side_by_side_are_all_live() {
        BrowserContext window = chromium.window(Look.DESK);
        List<Page> tabs = new ArrayList<>();
        for (int i = 0; i < TABS; i++) {
            Page tab = window.newPage();
            tab.navigate(scene.at("/"));
            tabs.add(tab);
        }
        scene.change("update docks set name = 'Shoal' where id = 6");
        tabs.forEach(tab -> assertThat(Seen.heading(tab)).containsText("Shoal"));
    }
}
