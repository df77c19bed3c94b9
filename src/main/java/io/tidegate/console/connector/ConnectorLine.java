package io.tidegate.console.connector;

import io.tidegate.api.connector.ConnectorView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Words;
import io.tidegate.federation.connector.Connector;
import java.time.Duration;

/**
 * A connector as operators see it.
 *
 * @param running whether a run is under way, which another one waits for
 */
public record ConnectorLine(ConnectorView connector, boolean running) {
    /** Its own page. */
    public Link page() {
        return page(connector);
    }

    static Link page(ConnectorView connector) {
        return Link.to("/connectors/" + connector.code());
    }

    /** What asks for a run over one organization alone, by its id at the federation. */
    public Link run(String club) {
        return Link.to(page() + "/run").with(ConnectorActions.CLUB, club);
    }

    public Standing standing() {
        return Standing.of(connector.status(), connector.enabled(), connector.consecutiveFailures());
    }

    /** Whether it runs at all. */
    public boolean active() {
        return connector.status().equals(Connector.Status.ACTIVE.word());
    }

    /** Whether a run can be begun. */
    public boolean runs() {
        return active() && !running && connector.organizations() > 0;
    }

    /** Why it stands so, or what is missing; empty where there is nothing to say. */
    public String reason() {
        if (connector.status().equals(Connector.Status.ERROR.word())) {
            return "It stopped after " + Words.count(connector.consecutiveFailures(), "failure")
                    + " in a row: nothing runs until somebody resumes it.";
        } else if (!active()) {
            return "Somebody made it inactive: nothing runs until it is resumed.";
        } else if (connector.consecutiveFailures() > 0) {
            return Words.count(connector.consecutiveFailures(), "failure") + " in a row; at " + Connector.MOST_FAILURES
                    + " it stops.";
        } else if (connector.organizations() == 0) {
            return "No organization is connected yet.";
        } else if (!connector.enabled()) {
            return "Its schedule is off: it runs when somebody asks for it.";
        }
        return connector.lastSuccessAt() == null ? "No run has succeeded yet." : "";
    }

    /** When it runs. */
    public String plan() {
        String spacing = connector.spacingSeconds() == 0
                ? "organizations follow at once"
                : Words.span(Duration.ofSeconds(connector.spacingSeconds())) + " between organizations";
        return "by cron " + connector.cron() + " (UTC), " + spacing;
    }

    /** A strategy as people read it. */
    public static String plain(String strategy) {
        return strategy.replace('_', ' ');
    }
}
