package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Takes the pictures in {@code docs/images}; {@code make pictures} runs it, and no other run touches them. */
class Pictures extends SharedSceneTest {
    private static final Path FOLDER = Path.of("docs", "images");
    private static final long MOST_BYTES = 200 * 1024;

    @ParameterizedTest
    @EnumSource(
            names = {
                "OVERVIEW_OF_A_WEEK",
                "AILING_DOCK",
                "PAUSE",
                "ERROR_LIST",
                "EDIT_OF_A_PLAYER",
                "RUN_OF_A_CONNECTOR",
                "SETTLEMENT",
                "ROUTE",
                "MISSING"
            },
            mode = EnumSource.Mode.EXCLUDE)
    void of_every_view_by_day_and_by_night(View view) throws IOException {
        String name = view.name().toLowerCase(Locale.ROOT);
        take(view, Look.DESK, name + "-light.png");
        take(view, Look.DESK_AT_NIGHT, name + "-dark.png");
    }

    @Test
    void of_the_first_page_on_a_phone() throws IOException {
        take(View.OVERVIEW, Look.PHONE, "phone.png");
    }

    private static void take(View view, Look look, String file) throws IOException {
        Page page = chromium.open(scene.at(view.path()), look);
        assertThat(Seen.state(page)).hasText("Live");
        keep(page, file);
    }

    /** Keeps what a page shows now. */
    static void keep(Page page, String file) throws IOException {
        Path path = FOLDER.resolve(file);
        page.screenshot(new Page.ScreenshotOptions().setPath(path));
        assertThat(Files.size(path)).as(file).isLessThan(MOST_BYTES);
    }
}
