package io.tidegate.console.conflict;

import io.tidegate.api.conflict.ConflictDetail;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;

/** A conflict with what its record holds now. */
public record ConflictPage(ConflictDetail detail, ConflictLine line) implements Model {
    static final View VIEW =
            new View("/conflicts/:conflict", Section.CONFLICTS, "conflict/conflict.jte", ConflictPage::read);

    private static ConflictPage read(Look look) {
        ConflictDetail detail = look.get(ConflictDetail.class, "/conflicts/" + look.at("conflict"));
        return new ConflictPage(detail, new ConflictLine(detail.conflict()));
    }

    @Override
    public String title() {
        return line.conflict().field() + " of " + line.name();
    }
}
