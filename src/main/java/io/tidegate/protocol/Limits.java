package io.tidegate.protocol;

import java.time.Duration;

/** How much is taken at once, and how long is remembered; both sides hold to it. */
public final class Limits {
    /** Ops in one push. */
    public static final int OPS_OF_PUSH = 100;

    /** Bytes of one op's payload as JSON. */
    public static final int PAYLOAD_BYTES = 64 * 1024;

    /** Changes in one page of a pull. */
    public static final int MOST_PULLED = 1_000;

    /** The same where nothing is said. */
    public static final int USUALLY_PULLED = 100;

    /** Characters of an op id. */
    public static final int OP_ID = 64;

    /** Characters of a record's key. */
    public static final int KEY = 200;

    /** How much a clock may be above the record's. */
    public static final long CLOCK_LEAP = 1_000_000;

    /** Tombstones and the log are kept at least so long. */
    public static final Duration RETENTION = Duration.ofDays(30);

    /** A device that did not move its cursor for so long holds nothing back any more. */
    public static final Duration ABSENCE = Duration.ofDays(60);

    private Limits() {}
}
