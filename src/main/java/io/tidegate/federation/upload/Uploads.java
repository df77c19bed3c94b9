package io.tidegate.federation.upload;

import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import org.apache.camel.Exchange;

/** Delivers the file that was uploaded for a dock, as the page of the list that is under way. */
public final class Uploads {
    private final UploadStore store;

    public Uploads(UploadStore store) {
        this.store = store;
    }

    /** Sets the body to the file; to nothing when none was uploaded. */
    public void read(Exchange exchange) {
        long dock = SyncRun.of(exchange).dock().id();
        exchange.getMessage()
                .setBody(store.find(dock, Listing.of(exchange).type().name()));
    }
}
