package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever has no mouse reaches everything, in the order in which it is read, and sees where they are. */
class KeyboardTest extends SharedSceneTest {
    private static final int MOST_STOPS = 400;

    /** Where the focus is: its place in the document, whether it can be seen, and what it is. */
    private static final String WHERE = """
            () => {
              const at = document.activeElement;
              if (!at || at === document.body) return null;
              const box = at.getBoundingClientRect();
              const style = getComputedStyle(at);
              return {
                place: [...document.querySelectorAll('*')].indexOf(at),
                shown: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight,
                ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
                what: at.outerHTML.slice(0, 120)
              };
            }""";

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("unchecked")
    void tab_leads_through_the_whole_page_in_reading_order_and_the_focus_is_seen(View view) {
        if (view == View.MISSING) {
            chromium.expect("404");
        }
        Page page = chromium.open(scene.at(view.path()));
        List<Map<String, Object>> stops = new ArrayList<>();
        for (int i = 0; i < MOST_STOPS; i++) {
            page.keyboard().press("Tab");
            Map<String, Object> stop = (Map<String, Object>) page.evaluate(WHERE);
            if (stop == null) {
                break;
            }
            stops.add(stop);
        }
        assertThat(stops).hasSizeBetween(2, MOST_STOPS - 1);
        assertThat(stops.stream().map(stop -> (Integer) stop.get("place")).toList())
                .as("in reading order")
                .isSorted();
        assertThat(stops).as("seen").allMatch(stop -> Boolean.TRUE.equals(stop.get("shown")));
        assertThat(stops).as("with a ring").allMatch(stop -> Boolean.TRUE.equals(stop.get("ringed")));
    }

    @ParameterizedTest
    @EnumSource
    void the_first_stop_leads_past_the_menu(View view) {
        if (view == View.MISSING) {
            chromium.expect("404");
        }
        Page page = chromium.open(scene.at(view.path()));
        page.keyboard().press("Tab");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Skip to content")))
                .isFocused();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        assertThat(page.evaluate("() => document.activeElement === document.body"
                        + " || !document.activeElement.closest('header')"))
                .as("the menu is passed")
                .isEqualTo(true);
    }
}
