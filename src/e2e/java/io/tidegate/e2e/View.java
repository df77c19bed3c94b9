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
    PLAYERS("/players"),
    PLAYER("/players/1"),
    EDIT_OF_A_PLAYER("/players/1/edit"),
    LOCAL_RECORDS("/local-records"),
    CONNECTORS("/connectors"),
    CONNECTOR("/connectors/gaa"),
    STOPPED_CONNECTOR("/connectors/crm"),
    RUN_OF_A_CONNECTOR("/connectors/gaa/run"),
    CONFLICTS("/conflicts"),
    CONFLICT("/conflicts/1"),
    SETTLEMENT("/conflicts/1/settle/value"),
    TWO_WAY_RUNS("/history"),
    TWO_WAY_RUN("/history/1"),
    IMPORT_PROBLEMS("/import-problems"),
    DEVICES("/devices"),
    SUBSCRIPTION("/subscriptions/new"),
    END_OF_A_SUBSCRIPTION("/subscriptions/servers/end"),
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
