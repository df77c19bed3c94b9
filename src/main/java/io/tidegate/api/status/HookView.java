package io.tidegate.api.status;

import io.tidegate.page.Page;
import io.tidegate.webhook.WebhookLogStore.Logged;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last delivery of a dock that has an address for them; null throughout where nothing was sent yet. */
public record HookView(
        @Nullable Instant receivedAt,
        @Nullable String event,
        @Nullable String status,
        @Nullable String reason) {
    /** @param last the newest delivery, if there is one */
    public static HookView of(Page<Logged> last) {
        return last.items().stream()
                .map(one -> new HookView(one.receivedAt(), one.event(), one.status(), one.reason()))
                .findFirst()
                .orElseGet(() -> new HookView(null, null, null, null));
    }
}
