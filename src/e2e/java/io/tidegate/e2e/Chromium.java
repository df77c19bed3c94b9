package io.tidegate.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A browser for a test class: {@code @RegisterExtension static final Chromium chromium = new Chromium();}. A test fails when
 * something went wrong in one of its pages, though all it looked at was right; of one that fails, pictures of its pages are
 * kept in {@code target/e2e}. The system's own Chromium is taken, or the one that {@code -Dchromium=} names.
 */
public final class Chromium implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {
    private static final double PATIENCE_MILLIS = 15_000;
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars");

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final Watch watch = new Watch();
    private @Nullable Playwright playwright;
    private @Nullable Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Playwright driver = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        playwright = driver;
        browser = driver.chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("chromium", "/usr/bin/chromium")))
                        .setArgs(FLAGS));
    }

    /** A page at an address, in a window of its own that shares nothing with others. */
    Page open(String url, Look look) {
        Page page = window(look).newPage();
        page.navigate(url);
        return page;
    }

    /** The same on a desk in daylight. */
    Page open(String url) {
        return open(url, Look.DESK);
    }

    /** A window without a page; its pages share cookies and connections. */
    BrowserContext window(Look look) {
        BrowserContext context = Objects.requireNonNull(browser).newContext(look.context());
        context.setDefaultTimeout(PATIENCE_MILLIS);
        watch.over(context, look.script());
        contexts.add(context);
        return context;
    }

    /** Complaints with this in them, such as the answer 503, are what the test is about. */
    void expect(String pattern) {
        watch.expect(pattern);
    }

    /** Before a test tidies up: a server that it closes is no fault of a page. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            keepPictures(context.getRequiredTestMethod().getName());
        }
        leave();
        List<String> complaints = watch.complaints();
        watch.forget();
        Assertions.assertThat(complaints).as("what went wrong in the pages").isEmpty();
    }

    /** Closes all pages, for a test that takes away what they look at. */
    void leave() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
    }

    private void keepPictures(String test) {
        int number = 0;
        for (BrowserContext window : contexts) {
            for (Page page : window.pages()) {
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "e2e", test + "-" + ++number + ".png"))
                        .setFullPage(true));
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Objects.requireNonNull(browser).close();
        Objects.requireNonNull(playwright).close();
    }
}
