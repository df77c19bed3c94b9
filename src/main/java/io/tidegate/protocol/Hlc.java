package io.tidegate.protocol;

import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A hybrid logical clock's reading: wall time, a counter for what happens within the same millisecond, and who read it.
 * Written as 12 hex digits of milliseconds, 4 of counter and 16 of node, joined by '-', so that comparing the texts byte
 * by byte compares the readings. Kulkarni et al., "Logical Physical Clocks", 2014.
 *
 * @param millis since 1970, 48 bits
 * @param counter 16 bits
 * @param node all 64 bits count; compared as unsigned
 */
public record Hlc(long millis, int counter, long node) implements Comparable<Hlc> {
    /** Characters of the written form. */
    public static final int LENGTH = 34;

    static final long MOST_MILLIS = (1L << 48) - 1;
    static final int MOST_COUNTER = 0xffff;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-f]{16}");
    private static final HexFormat HEX = HexFormat.of();

    public Hlc {
        if (millis < 0 || millis > MOST_MILLIS || counter < 0 || counter > MOST_COUNTER) {
            throw new IllegalArgumentException(
                    "milliseconds have 48 bits and the counter 16, not " + millis + ", " + counter);
        }
    }

    /**
     * Reads the written form.
     *
     * @throws InvalidOpException when it is none
     */
    public static Hlc parse(String text) {
        if (!isOne(text)) {
            throw new InvalidOpException(
                    "an hlc is 12, 4 and 16 lower-case hex digits joined by '-', as in 019a1b2c3d4e-0000-00000000000000a1");
        }
        return new Hlc(
                HexFormat.fromHexDigitsToLong(text, 0, 12),
                HexFormat.fromHexDigits(text, 13, 17),
                HexFormat.fromHexDigitsToLong(text, 18, 34));
    }

    /** Whether a text is the written form of one. */
    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** Its wall time. */
    public Instant time() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public int compareTo(Hlc other) {
        int byTime = Long.compare(millis, other.millis);
        int byCounter = Integer.compare(counter, other.counter);
        return byTime != 0 ? byTime : byCounter != 0 ? byCounter : Long.compareUnsigned(node, other.node);
    }

    @Override
    public String toString() {
        return HEX.toHexDigits(millis, 12) + "-" + HEX.toHexDigits(counter, 4) + "-" + HEX.toHexDigits(node);
    }
}
