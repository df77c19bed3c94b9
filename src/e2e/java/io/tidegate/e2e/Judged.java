package io.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;

/** What every page must pass, whatever it shows. */
final class Judged {
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private Judged() {}

    /** Everybody can use it: axe-core finds no violation. */
    static void forEverybody(Page page, String what) {
        List<Rule> violations = new AxeBuilder(page).withTags(RULES).analyze().getViolations();
        assertThat(violations.stream().map(Judged::told)).as(what).isEmpty();
    }

    private static String told(Rule rule) {
        return rule.getId() + " (" + rule.getHelp() + "): "
                + rule.getNodes().stream().limit(5).map(node -> node.getHtml()).toList();
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
