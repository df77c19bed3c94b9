package io.tidegate.console.page;

/** What a page shows. */
public interface Model {
    /** Its heading, also its title; without a full stop. */
    String title();

    /** What HTTP says of it. */
    default int status() {
        return 200;
    }

    /** Whether another look may show something else. */
    default boolean mayChange() {
        return true;
    }

    /** Whether what it shows is current. */
    default State state() {
        return State.LIVE;
    }
}
