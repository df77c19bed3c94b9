package io.tidegate.run;

import io.tidegate.provider.failure.InvalidResponseException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pages of a listing so far, by which one tells that a provider leads in a circle. */
final class SeenPages {
    private final Set<String> cursors = new HashSet<>();
    private final Set<UUID> pages = new HashSet<>();

    /** Whether none of them held a record. */
    boolean heldNothing() {
        return pages.isEmpty();
    }

    /**
     * Looks whether a page can be the one after those before.
     *
     * @param number its number, from 1
     * @param cursor its own, and that of the page after it; null where there is none
     * @throws InvalidResponseException when it cannot
     */
    void check(int number, List<String> ids, @Nullable String cursor, @Nullable String next) {
        if (!ids.isEmpty() && !pages.add(digest(ids))) {
            throw new InvalidResponseException(200, "page " + number + " holds the same records as one before it");
        }
        if (next != null && (next.equals(cursor) || !cursors.add(next))) {
            throw new InvalidResponseException(200, "page " + number + " leads back to a page before it");
        }
    }

    /** Two pages of different records may have one hash code, but not one of these. */
    private static UUID digest(List<String> ids) {
        return UUID.nameUUIDFromBytes(String.join("\n", ids).getBytes(StandardCharsets.UTF_8));
    }
}
