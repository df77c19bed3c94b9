package io.tidegate.api.local;

import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Param;
import io.tidegate.api.Stores;
import io.tidegate.federation.side.LocalChangeStore;
import java.util.function.Function;

/** Shows what happened to a local record. */
final class LocalHistory {
    static final Param[] FILTERS = {
        Param.text("field", "Only of this field."),
        Param.choice("event", "Only what happened in this way.", LocalChangeStore.EVENTS)
    };

    private LocalHistory() {}

    /** @param of finds whose it is, or tells that there is no such record */
    static ApiResponse pages(Call call, Function<Stores, LocalChangeStore.Subject> of) {
        return call.pages(
                (stores, after, limit) -> new LocalChangeStore(stores.scoped().jdbi())
                        .page(of.apply(stores), call.text("field"), call.text("event"), after, limit));
    }
}
