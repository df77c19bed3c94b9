package io.tidegate.console.error;

import io.tidegate.console.filter.Field;
import io.tidegate.console.filter.Filters;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.console.page.Words;
import io.tidegate.monitor.DeadLetterStore.Letter;
import io.tidegate.page.Page;
import io.tidegate.provider.failure.Advice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What could not be done and waits for a decision.
 *
 * @param next where the list goes on; null at its end
 */
public record LettersPage(List<Letter> letters, @Nullable Link next, Filters filters) implements Model {
    static final View VIEW = new View("/errors/letters", Section.ERRORS, "error/letters.jte", LettersPage::read);

    public LettersPage {
        letters = List.copyOf(letters);
    }

    private static LettersPage read(Look look) {
        Filters filters = Filters.of(
                look,
                List.of(
                        Filters.dock(look),
                        Field.text("provider", "Provider", "digitalocean"),
                        Field.moment("since", "From (UTC)"),
                        Field.moment("until", "Before (UTC)")),
                "resolved",
                Filters.ORDER);
        Page<Letter> page = look.page(Letter.class, "/dead-letters", filters.query());
        return new LettersPage(
                page.items(), page.next() == null ? null : look.link().with("after", page.next()), filters);
    }

    public boolean resolvedToo() {
        return "true".equals(filters.others().get("resolved"));
    }

    /** What to do about one, in pieces: each second one is a command. */
    public List<String> advice(Letter letter) {
        return GroupCard.pieces(Advice.on(letter.errorCode()));
    }

    /** A code as people read it. */
    public String kind(Letter letter) {
        return GroupCard.kind(letter.errorCode());
    }

    /** What its job had to list. */
    public String types(Letter letter) {
        List<String> types = letter.resourceTypes();
        return types == null ? "all types" : String.join(", ", types).replace('_', ' ');
    }

    /** How often it was tried before it was given up. */
    public String tries(Letter letter) {
        return letter.attempts() == 1 ? "1 try" : Words.number(letter.attempts()) + " tries";
    }

    @Override
    public String title() {
        return "Dead letters";
    }
}
