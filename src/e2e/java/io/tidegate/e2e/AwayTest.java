package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.testing.TestDatabase;
import io.tidegate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a page does while the server or the database is away, and that it goes on by itself. */
class AwayTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @Test
    void while_the_server_restarts_the_page_stays_says_so_and_goes_on() {
        chromium.expect("ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE|ERR_SOCKET|503|htmx:");
        Scene first = Scene.ofNineAccounts(database);
        Page page = chromium.open(first.at("/"));
        assertThat(Seen.state(page)).hasText("Live");
        page.evaluate("() => { window.same = true; }");
        int port = first.port();

        first.close();
        assertThat(Seen.state(page)).hasText("Reconnecting");
        assertThat(Seen.accounts(page)).containsText("EU production");

        try (Scene second = Scene.again(database, port)) {
            second.change("update docks set name = 'Back again' where id = 1");
            assertThat(Seen.state(page)).hasText("Live");
            assertThat(Seen.accounts(page)).containsText("Back again");
            assertThat(page.evaluate("() => window.same === true"))
                    .as("the page was not loaded anew")
                    .isEqualTo(true);
            chromium.leave();
        }
    }

    @Test
    void while_the_database_is_away_the_page_shows_what_was_read_last_and_goes_on() {
        chromium.expect("503|htmx:");
        try (TestServer server = TestServer.start();
                Database own = Database.open(
                        Settings.load(Path.of("target"), Map.of(), List.of("--tidegate.db.url=" + server.url())));
                Scene scene = Scene.over(own.dataSource(), own.jdbi())) {
            Page page = chromium.open(scene.at("/"));
            assertThat(Seen.state(page)).hasText("Live");

            server.stop();
            assertThat(Seen.state(page)).hasText("Database away");
            assertThat(Seen.heading(page)).containsText("The database is away");
            assertThat(Seen.accounts(page)).containsText("EU production");
            Judged.forEverybody(page, "away");

            server.restart();
            assertThat(Seen.state(page)).hasText("Live");
            assertThat(Seen.heading(page)).containsText("needs you");
            chromium.leave();
        }
    }
}
