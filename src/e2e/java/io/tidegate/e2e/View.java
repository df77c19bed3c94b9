package io.tidegate.e2e;

/** The pages there are, for what holds of every one of them. */
enum View {
    OVERVIEW("/"),
    OVERVIEW_OF_A_WEEK("/?range=week"),
    DOCK("/docks/1"),
    AILING_DOCK("/docks/6"),
    PAUSE("/docks/1/pause"),
    RECORDS("/docks/1/records/servers"),
    RECORD("/docks/1/records/servers/{record}"),
    RUNS("/runs"),
    RUN("/runs/{run}"),
    ERRORS("/errors"),
    ERROR_LIST("/errors/list"),
    ERRORS_OF_A_CAUSE("/errors/list?group={group}"),
    DEAD_LETTERS("/errors/letters"),
    ALERTS("/alerts"),
    ALERT("/alerts/1"),
    CHANGES("/changes"),
    CONFLICTS("/conflicts"),
    DEVICES("/devices"),
    ROUTES("/routes"),
    ROUTE("/routes/route/schedule"),
    ROUTE_FILE("/routes/file/providers.harbour"),
    MISSING("/no-such-page");

    private final String path;

    View(String path) {
        this.path = path;
    }

    /** Below the address of a {@link Scene}, which knows what {@code {run}} is. */
    String path() {
        return path;
    }
}
