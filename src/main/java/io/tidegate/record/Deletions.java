package io.tidegate.record;

import io.tidegate.record.ResourceStore.Absent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be deleted after a complete listing. A listing that would empty a type, or delete more than half of more
 * than twenty rows, is held back until someone confirms it or three listings over at least ten minutes agree. The lists
 * of all parents of a type are judged together, else each would delete its own few.
 *
 * @param least how many listings in a row must have lacked a row for it to go
 * @param since since when they must have
 * @param hold why the others are held back; null when none is
 */
public record Deletions(int least, Instant since, @Nullable String hold) {
    /** Three listings that lack a row overrule the guard when they lie over at least so long a time. */
    public static final Duration AGREEMENT = Duration.ofMinutes(10);

    private static final int AGREEING = 3;

    /**
     * What is too much to go at once: more than such a share of more rows than so many.
     *
     * @param percent of the list's rows
     */
    public record Cap(int percent, int over) {
        public static final Cap USUAL = new Cap(50, 20);

        boolean isExceeded(long gone, long of) {
            return of > over && gone * 100 > of * percent;
        }
    }

    /**
     * How many complete listings must lack a row: with pages that shift, one may have missed it. A parent's list that
     * comes back empty is looked at again as well: by then it is known whether those of the other parents did too.
     *
     * @param emptied whether the list is one of several of its type and held nothing
     */
    public static int needed(boolean pagesShift, boolean emptied) {
        return pagesShift || emptied ? 2 : 1;
    }

    /**
     * Decides.
     *
     * @param needed see {@link #needed}
     * @param cap what is too much to go at once
     */
    public static Deletions decide(Absent absent, int needed, Cap cap, Instant now) {
        long had = absent.type().live() + absent.type().deleted();
        long gone = absent.ripe() + absent.type().missing() + absent.type().deleted();
        boolean mostOfList = cap.isExceeded(absent.ripe(), absent.live());
        boolean mostOfType = gone >= had || cap.isExceeded(gone, had);
        if (absent.ripe() == 0 || !(mostOfList || mostOfType) || absent.confirmed()) {
            return new Deletions(needed, now, null);
        }
        if (absent.agreed() == absent.ripe()) {
            return new Deletions(AGREEING, now.minus(AGREEMENT), null);
        }
        String hold = (absent.ripe() - absent.agreed()) + " of " + absent.live()
                + " are missing from the listing" + others(absent, gone, had)
                + "; not deleted until three listings over ten minutes agree"
                + " or `tidegate dock confirm` says so";
        return new Deletions(AGREEING, now.minus(AGREEMENT), hold);
    }

    private static String others(Absent absent, long gone, long had) {
        return had == absent.live() ? "" : " (" + gone + " of " + had + " over the lists of all parents)";
    }
}
