package io.tidegate.run;

import io.tidegate.provider.ResourceType;
import io.tidegate.provider.failure.InvalidResponseException;
import io.tidegate.record.PageStore.StoredPage;
import io.tidegate.record.Position;
import io.tidegate.record.ResourceStore.ListKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One list on its way from its first page to its last. Lives in the exchange property {@code listing}. */
public final class Listing {
    public static final String PROPERTY = "listing";

    private final SyncRun run;
    private final ResourceType type;
    private final ListKey list;
    private final Instant startedAt;
    private final boolean inOneGo;
    private final int failuresBefore;
    private final Set<String> cursors = new HashSet<>();
    private final Set<UUID> pages = new HashSet<>();
    private @Nullable String cursor;
    private int page;
    private boolean ended;
    private @Nullable String request;
    private @Nullable StoredPage stored;
    private boolean unchanged;

    public Listing(SyncRun run, ResourceType type, Position position, Instant now) {
        this.run = run;
        this.type = type;
        this.list = new ListKey(run.dock().id(), type.name(), position.parentKey());
        this.failuresBefore = position.failures();
        boolean resumed = position.resumable(type.version()) && leadsToBase(position.cursor());
        this.inOneGo = !resumed;
        this.startedAt = resumed && position.startedAt() != null ? position.startedAt() : now;
        this.cursor = resumed ? position.cursor() : null;
        this.page = resumed ? position.page() : 0;
    }

    /** A link that was kept while the provider's base URL was another one leads nowhere any more. */
    private boolean leadsToBase(@Nullable String kept) {
        URI base = run.provider().access().baseUrl();
        return kept == null
                || !type.paging().leads()
                || kept.startsWith(base.getScheme() + "://" + base.getRawAuthority() + "/");
    }

    public static Listing of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Listing.class);
    }

    public ResourceType type() {
        return type;
    }

    public ListKey list() {
        return list;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public boolean inOneGo() {
        return inOneGo;
    }

    public int failuresBefore() {
        return failuresBefore;
    }

    public @Nullable String cursor() {
        return cursor;
    }

    /** Pages committed. */
    public int pages() {
        return page;
    }

    /** Whether no page of it, as far as it was listed in one go, held a record. */
    public boolean heldNothing() {
        return pages.isEmpty();
    }

    /** The path and query, or the URL, of the page to ask for. */
    public String target() {
        return type.page(list.parentKey(), cursor);
    }

    /**
     * The page is about to be asked for, of a provider that honours ETags.
     *
     * @param request all that the answer goes by
     * @param stored the page as it is known, when only a changed one is asked for
     */
    public void asks(String request, @Nullable StoredPage stored) {
        this.request = request;
        this.stored = stored;
        this.unchanged = false;
    }

    /** All that the page's answer goes by; null when its ETag is of no use. */
    public @Nullable String request() {
        return request;
    }

    /**
     * The provider answered that the page is as we know it.
     *
     * @throws InvalidResponseException when we had not said what we know
     */
    public void notModified() {
        if (stored == null) {
            throw new InvalidResponseException(304, "answered 304 (not modified), but the whole page was asked for");
        }
        unchanged = true;
    }

    /** The page as it is known, when the provider answered that it did not change; else null. */
    public @Nullable StoredPage unchanged() {
        return unchanged ? stored : null;
    }

    /** Whether to ask for another page: asked by the route. */
    public boolean isMore() {
        return !ended && run.goesOn();
    }

    /** Whether the last page is committed: asked by the route. */
    public boolean isEnded() {
        return ended;
    }

    /**
     * Looks whether a page can be the one after those before.
     *
     * @throws InvalidResponseException when the provider leads us in a circle
     */
    public void check(List<String> ids, @Nullable String next) {
        if (!ids.isEmpty() && !pages.add(digest(ids))) {
            throw new InvalidResponseException(200, "page " + (page + 1) + " holds the same records as one before it");
        }
        if (next != null && (next.equals(cursor) || !cursors.add(next))) {
            throw new InvalidResponseException(200, "page " + (page + 1) + " leads back to a page before it");
        }
    }

    /** Two pages of different records may have one hash code, but not one of these. */
    private static UUID digest(List<String> ids) {
        return UUID.nameUUIDFromBytes(String.join("\n", ids).getBytes(StandardCharsets.UTF_8));
    }

    public void committed(@Nullable String next) {
        page++;
        cursor = next;
        ended = next == null;
    }
}
