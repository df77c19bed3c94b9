package io.tidegate.federation.upload;

import io.tidegate.provider.failure.SkippedException;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import org.apache.camel.Exchange;

/** Delivers the file that was uploaded for a dock, as the page of the list that is under way. */
public final class Uploads {
    private final UploadStore store;

    public Uploads(UploadStore store) {
        this.store = store;
    }

    /**
     * Sets the body to the file; to nothing when none was uploaded.
     *
     * @throws SkippedException when it was read long ago and is not kept any more: what it told stands
     */
    public void read(Exchange exchange) {
        long dock = SyncRun.of(exchange).dock().id();
        byte[] content = store.find(dock, Listing.of(exchange).type().name());
        if (content != null && content.length == 0) {
            throw new SkippedException(0, "the file that was uploaded last was read long ago; upload a new one");
        }
        exchange.getMessage().setBody(content);
    }
}
