package io.tidegate.console.page;

import io.tidegate.api.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Why a page is not shown.
 *
 * @param back where one may go on; null where nothing would be better there
 */
public record Refusal(
        String title,
        String text,
        int status,
        State state,
        @Nullable Link back) implements Model {
    private static final String WHERE =
            "Is PostgreSQL running where tidegate.db.url says? Tidegate's log has what was tried, and why it failed.";

    /** The database could not be asked. */
    public static Refusal away() {
        return new Refusal(
                "The database is away",
                "Syncs wait, nothing is lost, and this page goes on by itself when it is back. " + WHERE,
                503,
                State.AWAY,
                null);
    }

    /** It was asked, and did not answer in time. */
    public static Refusal late() {
        return new Refusal(
                "The database does not answer in time",
                "It is away, or has much to do; nothing is lost. Narrow the filters, or wait: this page goes on by itself.",
                503,
                State.AWAY,
                null);
    }

    public static Refusal starting() {
        return new Refusal(
                "Tidegate is starting",
                "The database opens and the routes load. This page goes on by itself.",
                503,
                State.STARTING,
                null);
    }

    /**
     * What the API said.
     *
     * @param link of the page that was asked for
     */
    public static Refusal of(Problem problem, Link link) {
        String text = String.valueOf(problem.getMessage());
        boolean filtered =
                problem.kind() == Problem.Kind.INVALID_INPUT && !link.query().isEmpty();
        return switch (problem.kind()) {
            case UNAVAILABLE -> away();
            case NOT_FOUND -> new Refusal("Nothing here", text, 404, State.LIVE, Link.to("/"));
            case NOT_ALLOWED ->
                new Refusal(
                        "Not shown to you",
                        text + " An owner or admin of the organization can give you another role.",
                        403,
                        State.LIVE,
                        Link.to("/"));
            default ->
                new Refusal(
                        problem.kind().title(),
                        text,
                        problem.kind().status(),
                        State.LIVE,
                        filtered ? Link.to(link.path()) : Link.to("/"));
        };
    }

    /** Who may not see it now may not in two seconds, and each look would stand in the log. */
    @Override
    public boolean mayChange() {
        return state != State.LIVE;
    }

    public Tone tone() {
        return switch (state) {
            case STARTING -> Tone.BUSY;
            case AWAY -> Tone.BAD;
            case LIVE -> Tone.WARN;
        };
    }

    /** The words of the link back. */
    public String backWord() {
        return back == null || back.path().equals("/") ? "Go to the overview" : "Show it without filters";
    }
}
