package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Hawtio inside the running program: it opens, breaks no policy, and shows Camel. */
class HawtioTest {
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
}
