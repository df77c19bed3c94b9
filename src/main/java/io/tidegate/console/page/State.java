package io.tidegate.console.page;

/** Whether what is shown is current. */
public enum State {
    STARTING,
    LIVE,
    AWAY
}
