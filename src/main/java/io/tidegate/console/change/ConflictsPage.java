package io.tidegate.console.change;

import io.tidegate.access.Permission;
import io.tidegate.api.Problem;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;

/** Where two sides changed the same. Nothing writes yet, so there is nothing to disagree about: the page says so. */
public record ConflictsPage() implements Model {
    static final View VIEW = new View("/conflicts", Section.CONFLICTS, "change/conflicts.jte", ConflictsPage::read);

    private static ConflictsPage read(Look look) {
        if (!look.may(Permission.RESOURCES_READ)) {
            throw new Problem(Problem.Kind.NOT_ALLOWED, "You may not " + Permission.RESOURCES_READ.meaning() + ".");
        }
        return new ConflictsPage();
    }

    @Override
    public String title() {
        return "Conflicts";
    }
}
