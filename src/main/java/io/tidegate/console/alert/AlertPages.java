package io.tidegate.console.alert;

import io.tidegate.access.Permission;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.Action.Outcome;
import io.tidegate.console.page.Action.Question;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.View;
import java.util.List;

/** The pages of alerts, and what can be pressed on them. */
public final class AlertPages {
    private AlertPages() {}

    public static List<View> views() {
        return List.of(AlertsPage.VIEW, AlertPage.VIEW);
    }

    public static List<Action> actions() {
        return List.of(new Action(
                "/alerts/:alert/acknowledge",
                Section.ERRORS,
                Permission.OPERATIONS_WRITE,
                look -> new Question(
                        "Look after alert " + look.at("alert") + "?",
                        "Others see that you do. It stays open until what it is about is well again.",
                        List.of(),
                        "I look after it",
                        Tone.GOOD,
                        page(look)),
                AlertPages::acknowledge));
    }

    private static Outcome acknowledge(Look look) {
        look.send("POST", "/alerts/" + look.at("alert") + "/acknowledge", null);
        return Outcome.done("Others see now that you look after it.", page(look));
    }

    private static Link page(Look look) {
        return Link.to("/alerts/" + look.at("alert"));
    }
}
