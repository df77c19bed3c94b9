package io.tidegate.simulation;

/** A device's process ends here and now; an error, so that nothing of the device handles it. */
final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
        super("the device's process ended", null, false, false);
    }
}
