package io.tidegate.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Notes what goes wrong in pages where nobody would see it: errors of scripts, what the policy of the page refused, requests
 * that failed, and requests to anywhere else.
 */
final class Watch {
    /** A page that is left, and a stream that is closed, give up what they asked for. */
    private static final String GIVEN_UP = "net::ERR_ABORTED";

    private static final String TELL_OF_THE_POLICY =
            "addEventListener('securitypolicyviolation', e => console.error('policy ' + e.violatedDirective + ' refused '"
                    + " + e.blockedURI + ' ' + e.sample));";

    private final List<String> complaints = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();

    /** Watches all pages of a context. */
    void over(BrowserContext context, boolean script) {
        if (script) {
            context.addInitScript(TELL_OF_THE_POLICY);
        }
        context.onConsoleMessage(this::heard);
        context.onWebError(error -> complain("script: " + error.error()));
        context.onRequestFailed(this::failed);
        context.onResponse(this::answered);
        context.onPage(page -> page.onCrash(crashed -> complain("crashed: " + crashed.url())));
    }

    /** From now on complaints with this in them are part of the test. */
    void expect(String pattern) {
        expected.add(Pattern.compile(pattern));
    }

    /** What went wrong and was not expected. */
    List<String> complaints() {
        return complaints.stream()
                .filter(text ->
                        expected.stream().noneMatch(each -> each.matcher(text).find()))
                .toList();
    }

    void forget() {
        complaints.clear();
        expected.clear();
    }

    private void complain(String text) {
        complaints.add(text);
    }

    private void heard(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complain("console " + message.type() + ": " + message.text() + " at " + message.location());
        }
    }

    private void failed(Request request) {
        String reason = String.valueOf(request.failure());
        if (!reason.equals(GIVEN_UP)) {
            complain("request: " + request.method() + " " + request.url() + " " + reason);
        }
    }

    private void answered(Response response) {
        Page page = response.frame().page();
        if (response.status() >= 400) {
            complain(
                    "answer: " + response.status() + " to " + response.request().method() + " " + response.url());
        }
        if (!response.url().startsWith("http://127.0.0.1:") && !response.url().startsWith("data:")) {
            complain("elsewhere: " + response.url() + " was asked by " + page.url());
        }
    }
}
