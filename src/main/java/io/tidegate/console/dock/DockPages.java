package io.tidegate.console.dock;

import io.tidegate.access.Permission;
import io.tidegate.api.dock.DockView;
import io.tidegate.api.dock.QueuedSync;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.Action.Outcome;
import io.tidegate.console.page.Action.Question;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.View;
import java.util.List;
import java.util.Map;

/** The pages of docks, and what can be pressed on them. */
public final class DockPages {
    private DockPages() {}

    public static List<View> views() {
        return List.of(DockPage.VIEW);
    }

    public static List<Action> actions() {
        return List.of(
                new Action(
                        "/docks/:dock/sync",
                        Section.OVERVIEW,
                        Permission.DOCKS_SYNC,
                        look -> question(look, "Sync %s now?", "It runs as soon as a worker is free.", "Sync now"),
                        DockPages::sync),
                new Action(
                        "/docks/:dock/pause",
                        Section.OVERVIEW,
                        Permission.DOCKS_WRITE,
                        look -> question(
                                look,
                                "Pause %s?",
                                "What runs now ends; nothing starts by itself until it is resumed. Its records stay.",
                                "Pause"),
                        look -> change(look, "pause", "%s is paused.")),
                new Action(
                        "/docks/:dock/resume",
                        Section.OVERVIEW,
                        Permission.DOCKS_WRITE,
                        look -> question(look, "Resume %s?", "It is synced at once, then as planned.", "Resume"),
                        look -> change(look, "resume", "%s goes on.")));
    }

    private static Question question(Look look, String title, String text, String press) {
        DockView dock = dock(look);
        return new Question(String.format(title, dock.name()), text, List.of(), press, Tone.GOOD, page(dock));
    }

    private static Outcome sync(Look look) {
        DockView dock = dock(look);
        QueuedSync queued = (QueuedSync) look.send("POST", "/docks/" + dock.id() + "/sync", Map.of());
        boolean before = queued != null && queued.alreadyQueued();
        return Outcome.done(
                before
                        ? "A sync of " + dock.name() + " was queued already; it does this too."
                        : "A sync of " + dock.name() + " is queued.",
                page(dock));
    }

    private static Outcome change(Look look, String verb, String told) {
        DockView dock = dock(look);
        look.send("POST", "/docks/" + dock.id() + "/" + verb, null);
        return Outcome.done(String.format(told, dock.name()), page(dock));
    }

    private static DockView dock(Look look) {
        return look.get(DockView.class, "/docks/" + look.at("dock"));
    }

    private static Link page(DockView dock) {
        return Link.to("/docks/" + dock.id());
    }
}
