package io.tidegate.console.connector;

import io.tidegate.access.Permission;
import io.tidegate.api.connection.OwnConnectionView;
import io.tidegate.api.connector.ConnectorRunView;
import io.tidegate.api.connector.ConnectorView;
import io.tidegate.api.connector.RunWish;
import io.tidegate.api.dock.QueuedSync;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.Action.Input;
import io.tidegate.console.page.Action.Outcome;
import io.tidegate.console.page.Action.Question;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Lets connectors run and go on. */
final class ConnectorActions {
    /** Names an organization by its id at the federation. */
    static final String CLUB = "club";

    private static final int MOST_CHARACTERS = 60;

    private ConnectorActions() {}

    static List<Action> all() {
        return List.of(
                new Action(
                        "/connectors/:connector/run",
                        Section.CONNECTORS,
                        Permission.INSTANCE_WRITE,
                        ConnectorActions::askRun,
                        ConnectorActions::run),
                new Action(
                        "/connectors/:connector/resume",
                        Section.CONNECTORS,
                        Permission.INSTANCE_WRITE,
                        ConnectorActions::askResume,
                        ConnectorActions::resume),
                new Action(
                        "/connections/:connection/run",
                        Section.CONNECTORS,
                        Permission.DOCKS_SYNC,
                        ConnectorActions::askOwnRun,
                        ConnectorActions::ownRun));
    }

    private static ConnectorView connector(Look look) {
        return look.get(ConnectorView.class, "/connectors/" + look.at("connector"));
    }

    private static String name(String name) {
        return Words.shortened(name, MOST_CHARACTERS);
    }

    private static Question askRun(Look look) {
        ConnectorView connector = connector(look);
        String club = look.query(CLUB);
        if (club != null) {
            return new Question(
                    "Run " + name(connector.name()) + " for " + name(club) + " now?",
                    "It runs over this organization alone, as soon as a worker is free.",
                    List.of(new Input(CLUB, "", "hidden", club, "")),
                    "Run now",
                    Tone.GOOD,
                    ConnectorLine.page(connector));
        }
        return new Question(
                "Run " + name(connector.name()) + " now?",
                "It runs over all that are connected (" + Words.count(connector.organizations(), "organization")
                        + "), one after another, with " + Words.span(Duration.ofSeconds(connector.spacingSeconds()))
                        + " between them.",
                List.of(new Input(
                        CLUB, "Only over one, by its id at the federation", "text", "", "Empty: over all of them.")),
                "Run now",
                Tone.GOOD,
                ConnectorLine.page(connector));
    }

    private static Outcome run(Look look) {
        ConnectorView connector = connector(look);
        String club = look.form(CLUB);
        ConnectorRunView run = (ConnectorRunView) Objects.requireNonNull(
                look.send("POST", "/connectors/" + connector.code() + "/run", new RunWish(club)));
        return Outcome.done(
                "Run " + run.id() + " of " + name(connector.name()) + " has begun, over "
                        + (club == null ? Words.count(run.organizations(), "organization") : club) + ".",
                ConnectorLine.page(connector));
    }

    private static Question askResume(Look look) {
        ConnectorView connector = connector(look);
        return new Question(
                "Resume " + name(connector.name()) + "?",
                "Its failures count from zero again. "
                        + (connector.enabled()
                                ? "It runs at its next time: by cron " + connector.cron() + " (UTC)."
                                : "Its schedule is off, so that it runs when somebody asks for it."),
                List.of(),
                "Resume",
                Tone.GOOD,
                ConnectorLine.page(connector));
    }

    private static Outcome resume(Look look) {
        ConnectorView connector = (ConnectorView)
                Objects.requireNonNull(look.send("POST", "/connectors/" + look.at("connector") + "/resume", null));
        return Outcome.done(name(connector.name()) + " goes on.", ConnectorLine.page(connector));
    }

    private static OwnConnectionView connection(Look look) {
        return look.get(OwnConnectionView.class, "/connections/" + look.at("connection"));
    }

    private static Question askOwnRun(Look look) {
        OwnConnectionView connection = connection(look);
        return new Question(
                "Sync with " + name(connection.name()) + " now?",
                "Your organization is synced with it as soon as a worker is free; others are not.",
                List.of(),
                "Run now",
                Tone.GOOD,
                Link.to("/connectors"));
    }

    private static Outcome ownRun(Look look) {
        OwnConnectionView connection = connection(look);
        QueuedSync queued = (QueuedSync)
                Objects.requireNonNull(look.send("POST", "/connections/" + connection.id() + "/run", null));
        String sync = "A sync with " + name(connection.name());
        return Outcome.done(
                sync + (queued.alreadyQueued() ? " was queued already." : " is queued."), Link.to("/connectors"));
    }
}
