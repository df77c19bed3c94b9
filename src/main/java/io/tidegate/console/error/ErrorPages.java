package io.tidegate.console.error;

import io.tidegate.console.page.Action;
import io.tidegate.console.page.View;
import java.util.List;
import java.util.stream.Stream;

/** The pages of what goes wrong, and what can be pressed on them. */
public final class ErrorPages {
    private ErrorPages() {}

    public static List<View> views() {
        return List.of(ErrorsPage.VIEW, ErrorListPage.VIEW, LettersPage.VIEW);
    }

    public static List<Action> actions() {
        return Stream.concat(ErrorActions.all().stream(), LetterActions.all().stream())
                .toList();
    }
}
