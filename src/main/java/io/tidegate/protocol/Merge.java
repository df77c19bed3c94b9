package io.tidegate.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rule by which a write meets what stands, on the server and on every device: the last writer wins. */
public final class Merge {
    private Merge() {}

    /** What becomes of a write. */
    public enum Verdict {
        /** It stands from now on. */
        APPLIED,
        /** It is what stands already. */
        REPLAYED,
        /** What stands is later, or what it would bring back went for good. */
        SUPERSEDED
    }

    /**
     * Judges a write that may be taken.
     *
     * @param standing the stamp of the row or of its tombstone; null where there is neither
     * @param now of who judges
     */
    public static Verdict judge(PendingOp op, @Nullable ChangeStamp standing, Instant now) {
        if (standing == null) {
            // a tombstone may have gone with what it knew: whatever is older than that could be a deleted row
            boolean old = op.op() == OpKind.PUT && op.stamp().hlc().time().isBefore(now.minus(Limits.RETENTION));
            return old ? Verdict.SUPERSEDED : Verdict.APPLIED;
        } else if (op.stamp().isOf(standing)) {
            return Verdict.REPLAYED;
        }
        return op.stamp().beats(standing) ? Verdict.APPLIED : Verdict.SUPERSEDED;
    }

    /**
     * Refuses a stamp that no honest clock gives: a leap would keep everyone else from ever winning again.
     *
     * @param standing as in {@link #judge}
     * @param now the server's time, which the message says
     * @throws InvalidOpException when its clock leaps or its time is more than a minute ahead
     */
    public static void requireSound(ChangeStamp stamp, @Nullable ChangeStamp standing, Instant now) {
        long current = standing == null ? 0 : standing.clock();
        if (stamp.clock() - current > Limits.CLOCK_LEAP) {
            throw new InvalidOpException("clock " + stamp.clock() + " is more than " + Limits.CLOCK_LEAP
                    + " above the record's, which is " + current);
        } else if (HlcClock.isAhead(stamp.hlc(), now)) {
            throw new InvalidOpException(
                    "hlc is of " + stamp.hlc().time() + ", and the server's time is " + now + ": set the clock right");
        }
    }
}
