package io.tidegate.console.local;

import io.tidegate.console.filter.Field;
import io.tidegate.console.filter.Filters;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.federation.side.SyncHistoryStore.ImportProblem;
import io.tidegate.page.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that cannot be taken over as they stand at their provider.
 *
 * @param next where the list goes on; null at its end
 */
public record ProblemsPage(
        List<ImportProblem> problems, @Nullable Link next, Filters filters) implements Model {
    static final View VIEW = new View("/import-problems", Section.CONFLICTS, "local/problems.jte", ProblemsPage::read);

    public ProblemsPage {
        problems = List.copyOf(problems);
    }

    private static ProblemsPage read(Look look) {
        Filters filters = Filters.of(look, List.of(Filters.dock(look), Field.text("kind", "Kind", "player")));
        Page<ImportProblem> page = look.page(ImportProblem.class, "/import-problems", filters.query());
        return new ProblemsPage(
                page.items(), page.next() == null ? null : look.link().with("after", page.next()), filters);
    }

    /** What it belongs to here; null when it became nothing yet. */
    public static @Nullable Link record(ImportProblem problem) {
        Long id = problem.recordId();
        return id == null ? null : Link.to((problem.kind().equals("player") ? "/players/" : "/local-records/") + id);
    }

    /** What it is at its provider. */
    public static Link resource(ImportProblem problem) {
        return Link.to(
                "/docks/" + problem.dockId() + "/records/" + problem.resourceType() + "/" + problem.resourceId());
    }

    @Override
    public String title() {
        return "Not taken over";
    }
}
