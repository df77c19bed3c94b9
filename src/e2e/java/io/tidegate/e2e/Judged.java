package io.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What every page must pass, whatever it shows. */
final class Judged {
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static final String SIZE = "target-size";
    private static final Pattern RUN = Pattern.compile("^<a [^>]*href=\"/runs/\\d+\"");

    private Judged() {}

    /** Everybody can use it: axe-core finds no violation. */
    static void forEverybody(Page page, String what) {
        List<String> violations = new ArrayList<>();
        for (Rule rule : new AxeBuilder(page).withTags(RULES).analyze().getViolations()) {
            List<String> nodes = rule.getNodes().stream()
                    .map(CheckedNode::getHtml)
                    .filter(node -> !(rule.getId().equals(SIZE) && isElsewhere(page, node)))
                    .toList();
            if (!nodes.isEmpty()) {
                violations.add(rule.getId() + " (" + rule.getHelp() + ") at " + nodes.size() + ": "
                        + nodes.stream().limit(3).toList());
            }
        }
        assertThat(violations).as(what).isEmpty();
    }

    /**
     * What WCAG 2.5.8 excepts: a small target whose purpose a larger one on the same page has. The bars of a strip of runs
     * are small, and the list of all runs is a link beside them.
     */
    private static boolean isElsewhere(Page page, String node) {
        return RUN.matcher(node).find() && page.locator("a[href^='/runs?']").count() > 0;
    }

    /** Nobody must scroll sideways to read it. */
    static void fitsItsWindow(Page page, String what) {
        Object widest = page.evaluate("""
                () => {
                  const over = document.documentElement.scrollWidth - innerWidth;
                  if (over <= 0) return '';
                  const wide = [...document.body.querySelectorAll('*')]
                    .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
                    .slice(0, 5).map(each => each.outerHTML.slice(0, 120));
                  return over + ' px too wide: ' + wide.join(' | ');
                }""");
        assertThat(widest).as(what).isEqualTo("");
    }
}
