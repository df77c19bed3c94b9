package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.tidegate.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Providers and people name things as they like: names are text, whatever they hold, and break no page. */
class HostileNamesTest {
    private static final String MARKUP = "\"'><script>document.title='taken'</script><img src=x onerror=alert(1)>";
    private static final String BACKWARDS = "\u202eexe.gnp \u05d0\u05d1\u05d2 \u0645\u0631\u0641\u0623";
    private static final String WAVES = "\ud83c\udf0a".repeat(200);
    private static final String QUOTES = "O'Brien \"the\" & co\\u003c; ${jndi:ldap://x} {{7*7}} %s --";
    private static final String UNBROKEN = "x".repeat(2_000);
    private static final List<String> NAMES = List.of(MARKUP, BACKWARDS, WAVES, QUOTES, UNBROKEN);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static Scene scene;

    @BeforeAll
    static void open() {
        scene = Scene.ofNineAccounts(database);
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            int dock = i + 1;
            scene.change("update docks set name = ?, last_sync_error = ? where id = ?", name, name, dock);
            scene.change(
                    "update resources set name = ?, status = ?, region = ? where dock_id = ?", name, name, name, dock);
            scene.change(
                    "update resource_changes set old = to_jsonb(?::text), new = to_jsonb(?::text)"
                            + " where dock_id = ? and kind = 'changed'",
                    name,
                    name,
                    dock);
            scene.change(
                    "update resource_changes set field = '/' || ? where dock_id = ? and kind = 'changed'", name, dock);
            scene.change(
                    "update sync_errors set message = ?, error_type = ?,"
                            + " details = jsonb_build_object('endpoint', ?::text) where dock_id = ?",
                    name,
                    name,
                    name,
                    dock);
            scene.change(
                    "update sync_events set error_message = ?, error_code = ? where dock_id = ? and error_code is not null",
                    name,
                    name,
                    dock);
            scene.change("update alerts set message = ? where dock_id = ?", name, dock);
            scene.change("update rate_limit_logs set endpoint = ?, request_id = ? where dock_id = ?", name, name, dock);
        }
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    @ParameterizedTest
    @EnumSource
    void names_stay_text_and_break_no_page(View view) {
        if (view == View.MISSING) {
            chromium.expect("404");
        }
        for (Look look : List.of(Look.DESK, Look.PHONE)) {
            Page page = chromium.open(scene.at(view.path()), look);
            page.onDialog(dialog -> {
                throw new AssertionError("a name ran: " + dialog.message());
            });
            assertThat(Seen.heading(page)).hasCount(1);
            assertThat(page.title()).doesNotStartWith("taken").endsWith("Tidegate");
            assertThat(page.locator("script:not([src^='/assets/']), main img, [onerror]"))
                    .hasCount(0);
            Judged.fitsItsWindow(page, view + " " + look);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "OVERVIEW")
    void names_are_shown_as_they_are(View view) {
        Page page = chromium.open(scene.at(view.path()));
        for (String name : NAMES) {
            String begin =
                    name.substring(0, name.offsetByCodePoints(0, Math.min(30, name.codePointCount(0, name.length()))));
            assertThat(Seen.accounts(page)).containsText(begin);
        }
    }
}
