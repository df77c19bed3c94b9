package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pages over a thousand accounts and a million runs. No time decides here: how long a page took is printed, and what must
 * hold is that no statement reads a large table from end to end, and that a page asks a handful of them.
 */
class ManyRowsTest {
    private static final int MOST_STATEMENTS = 40;

    private static final List<String> LARGE =
            List.of("resources", "sync_events", "sync_errors", "resource_changes", "rate_limit_logs");

    /** What this scene has none of. */
    private static final Set<View> ABSENT = EnumSet.of(
            View.MISSING,
            View.ALERT,
            View.PLAYER,
            View.EDIT_OF_A_PLAYER,
            View.CONNECTOR,
            View.STOPPED_CONNECTOR,
            View.RUN_OF_A_CONNECTOR,
            View.CONFLICT,
            View.SETTLEMENT,
            View.TWO_WAY_RUN);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static final Statements statements = new Statements();
    private static Scene scene;

    @BeforeAll
    static void open() {
        scene = Scene.ofManyRows(statements.over(database.dataSource()), database);
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_page_reads_no_large_table_from_end_to_end(View view) throws IOException, InterruptedException {
        if (ABSENT.contains(view)) {
            chromium.expect("404");
        }
        statements.settle();
        // with scripts it would look again whenever the server says so, sooner or later as the machine is fast
        Page page = chromium.open(scene.at(view.path()), Look.WITHOUT_SCRIPT);
        assertThat(Seen.heading(page)).hasCount(1);
        chromium.leave();
        List<String> asked = statements.taken().stream()
                .filter(statement -> statement.strip().toLowerCase(Locale.ROOT).matches("(?s)(select|with)\\b.*"))
                .toList();
        for (String statement : asked) {
            String plan = plan(statement);
            assertThat(LARGE.stream().filter(table -> plan.matches("(?s).*Seq Scan on " + table + "\\w*\\b.*")))
                    .as("read from end to end by %s%n%s", statement, plan)
                    .isEmpty();
        }
        assertThat(asked).hasSizeLessThan(MOST_STATEMENTS);
        System.out.printf(
                "%s over 1,000 accounts and 1,000,000 runs: first byte after %d ms (median of 7), %d statements%n",
                view, firstByte(scene.at(view.path())).toMillis(), asked.size());
    }

    /** As an organization sees it; what operators alone ask, as they do. */
    private static String plan(String statement) {
        return statement.contains("connectors")
                ? plan(database.jdbi(), statement)
                : new OrganizationScope(database.dataSource()).within(1, scoped -> plan(scoped.jdbi(), statement));
    }

    private static String plan(Jdbi jdbi, String statement) {
        return jdbi.inTransaction(handle -> {
            handle.execute("set local plan_cache_mode = force_custom_plan");
            return String.join(
                    "\n",
                    handle.select("explain " + statement.replace("?", "??"))
                            .mapTo(String.class)
                            .list());
        });
    }

    private static Duration firstByte(String url) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        long[] nanos = new long[7];
        for (int i = 0; i < nanos.length; i++) {
            long began = System.nanoTime();
            client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body()
                    .close();
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        return Duration.ofNanos(nanos[nanos.length / 2]);
    }
}
