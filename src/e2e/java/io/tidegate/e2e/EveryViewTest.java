package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every page, by day and by night, on a desk and on a phone. */
class EveryViewTest extends SharedSceneTest {
    @ParameterizedTest
    @EnumSource
    void everybody_can_use_it_by_day_and_by_night_and_nobody_scrolls_sideways(View view) {
        if (view == View.MISSING) {
            chromium.expect("404");
        }
        // at night a phone has the colours of the desk and the places of the day
        for (Look look : new Look[] {Look.DESK, Look.DESK_AT_NIGHT, Look.PHONE}) {
            Page page = chromium.open(scene.at(view.path()), look);
            String what = view + " " + look;
            assertThat(Seen.heading(page)).hasCount(1);
            Judged.forEverybody(page, what);
            Judged.fitsItsWindow(page, what);
        }
        Judged.fitsItsWindow(chromium.open(scene.at(view.path()), Look.SMALL_PHONE), view + " on a small phone");
    }

    @ParameterizedTest
    @EnumSource
    void without_script_it_says_the_same(View view) {
        if (view == View.MISSING) {
            chromium.expect("404");
        }
        Page scripted = chromium.open(scene.at(view.path()));
        Page plain = chromium.open(scene.at(view.path()), Look.WITHOUT_SCRIPT);
        assertThat(Seen.heading(plain)).hasText(scripted.locator("h1").innerText());
        assertThat(plain.getByRole(AriaRole.ROW))
                .hasCount(scripted.getByRole(AriaRole.ROW).count());
        assertThat(plain.getByRole(AriaRole.LINK))
                .hasCount(scripted.getByRole(AriaRole.LINK).count());
    }
}
