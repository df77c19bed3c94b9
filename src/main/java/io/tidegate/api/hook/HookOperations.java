package io.tidegate.api.hook;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.api.dock.DockReads;
import io.tidegate.api.status.HookView;
import io.tidegate.dock.Dock;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.provider.event.Signature;
import io.tidegate.provider.event.Webhook;
import io.tidegate.webhook.WebhookLogStore.Filter;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Addresses that providers send their events to. */
public final class HookOperations {
    private final Providers providers;

    public HookOperations(Providers providers) {
        this.providers = providers;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("/docks/{dock}/webhook", Permission.DOCKS_READ, "webhook.show")
                        .answers(HookStatus.class)
                        .by("Whether a dock has an address for events, and the last that came", this::show),
                Operation.post("/docks/{dock}/webhook", Permission.DOCKS_WRITE, "webhook.address")
                        .body(NewAddress.class)
                        .answers(HookAddress.class)
                        .by("The address for a dock's events, made when there is none", this::address));
    }

    private ApiResponse show(Call call) {
        return call.look(stores -> {
            Dock dock = DockReads.find(stores, call.id("dock"));
            boolean addressed = stores.webhookKeys().key(dock.id()) != null;
            return ApiResponse.ok(
                    new HookStatus(dock.id(), webhook(dock) != null, addressed, addressed ? last(stores, dock) : null));
        });
    }

    private static HookView last(Stores stores, Dock dock) {
        return HookView.of(stores.webhooks().recent(Filter.of(dock.id()), null, 1));
    }

    private ApiResponse address(Call call) {
        boolean anew = Boolean.TRUE.equals(call.body(NewAddress.class).anew());
        long id = call.id("dock");
        return call.act("docks/" + id, stores -> {
            Dock dock = DockReads.find(stores, id);
            Webhook webhook = webhook(dock);
            if (webhook == null) {
                throw new Problem(Problem.Kind.CONFLICT, none(dock));
            }
            stores.webhookKeys().make(id, anew, call.now());
            String key = Objects.requireNonNull(stores.webhookKeys().key(id));
            return ApiResponse.ok(new HookAddress(
                    id,
                    "/webhooks/" + dock.provider() + "/" + key,
                    "application/json",
                    webhook.secret(),
                    words(webhook.signature()),
                    events(webhook)));
        });
    }

    private @Nullable Webhook webhook(Dock dock) {
        Provider provider = providers.find(dock.provider());
        return provider == null ? null : provider.webhook();
    }

    private String none(Dock dock) {
        Provider provider = providers.find(dock.provider());
        return provider == null
                ? "No file of the provider " + dock.provider() + " is loaded."
                : provider.access().title() + " declares no webhook: its docks are synced by their interval only.";
    }

    private static String words(Signature signature) {
        return switch (signature.kind()) {
            case SHA1 -> "HMAC-SHA1 in " + signature.header();
            case SHA256 -> "HMAC-SHA256 in " + signature.header();
            case SHA512 -> "HMAC-SHA512 in " + signature.header();
            case SECRET -> "the secret itself in " + signature.header();
        };
    }

    private static List<String> events(Webhook webhook) {
        TreeSet<String> names = new TreeSet<>();
        webhook.touches().values().forEach(touch -> names.addAll(touch.events()));
        return List.copyOf(names);
    }
}
