package io.tidegate.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a write to a record bears, and by what the last writer wins: the higher clock, then the higher hlc, then the higher
 * op id. Every replica that compares the same two stamps comes to the same winner.
 *
 * @param deviceId who wrote it; null of what the provider flow wrote. It decides nothing
 * @param opId unique within the workspace
 * @param clock of the record: one more with each write to it
 */
public record ChangeStamp(@Nullable String deviceId, String opId, Hlc hlc, long clock) {
    /** The winner of two is the greater one. */
    public static final Comparator<ChangeStamp> ORDER = Comparator.comparingLong(ChangeStamp::clock)
            .thenComparing(ChangeStamp::hlc)
            .thenComparing(ChangeStamp::opId, ChangeStamp::bytewise);

    /** Whether this one's write replaces the other's. */
    public boolean beats(ChangeStamp other) {
        return ORDER.compare(this, other) > 0;
    }

    /** Whether both are of one write. */
    public boolean isOf(ChangeStamp other) {
        return ORDER.compare(this, other) == 0;
    }

    /** By UTF-8, as PostgreSQL's collation "C" has it; UTF-16 puts what lies beyond U+FFFF elsewhere. */
    private static int bytewise(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
