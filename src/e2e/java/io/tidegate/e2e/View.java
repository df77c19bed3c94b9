package io.tidegate.e2e;

/** The pages there are, for what holds of every one of them. */
enum View {
    OVERVIEW("/"),
    DOCK("/docks/1"),
    PAUSE("/docks/1/pause"),
    MISSING("/no-such-page");

    private final String path;

    View(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
