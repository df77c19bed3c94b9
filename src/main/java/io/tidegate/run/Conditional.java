package io.tidegate.run;

import io.tidegate.provider.failure.InvalidResponseException;
import io.tidegate.record.PageStore.StoredPage;
import org.jspecify.annotations.Nullable;

/** A page that is asked for only if it changed, of a provider that honours ETags. */
public final class Conditional {
    private @Nullable String request;
    private @Nullable StoredPage stored;
    private boolean unchanged;

    /**
     * The page is about to be asked for.
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
}
