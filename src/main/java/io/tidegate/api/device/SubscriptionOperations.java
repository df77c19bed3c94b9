package io.tidegate.api.device;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import io.tidegate.device.feed.SubscriptionStore;
import io.tidegate.page.Page;
import io.tidegate.provider.Providers;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;

/** Which provider data devices get. */
public final class SubscriptionOperations {
    private final Providers providers;
    private final InstantSource clock;

    public SubscriptionOperations(Providers providers, InstantSource clock) {
        this.providers = providers;
        this.clock = clock;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("/subscriptions", Permission.DEVICES_READ, "subscription.list")
                        .pages(SubscriptionView.class)
                        .by("The types of records that devices get", SubscriptionOperations::list),
                Operation.create("/subscriptions", Permission.ORGANIZATION_WRITE, "subscription.create")
                        .body(NewSubscription.class)
                        .answers(SubscriptionView.class)
                        .by(
                                "Let devices get the records of a type; those that stand come within seconds",
                                this::create),
                Operation.delete("/subscriptions/{type}", Permission.ORGANIZATION_WRITE, "subscription.end")
                        .by("End a subscription: devices lose what they have of it", SubscriptionOperations::end));
    }

    /** There are few: all at once. */
    private static ApiResponse list(Call call) {
        return call.pages((stores, after, limit) -> new Page<>(
                new SubscriptionStore(stores.deed().scoped().jdbi())
                        .list(stores.deed().organization()).stream()
                                .map(SubscriptionView::of)
                                .toList(),
                null));
    }

    private ApiResponse create(Call call) {
        String type = call.body(NewSubscription.class).resourceType();
        if (type == null) {
            throw Problem.invalid("/resourceType", "is missing");
        }
        TreeSet<String> types = new TreeSet<>();
        providers.all().forEach(provider -> types.addAll(provider.types().keySet()));
        if (!types.contains(type)) {
            throw Problem.invalid("/resourceType", "is none of the types there are: " + String.join(", ", types));
        }
        return call.act("subscriptions/" + type, stores -> {
            long organization = stores.deed().organization();
            SubscriptionStore store =
                    new SubscriptionStore(stores.deed().scoped().jdbi());
            store.add(organization, type, clock.instant());
            return ApiResponse.created(
                    "/subscriptions/" + type,
                    SubscriptionView.of(store.find(organization, type).orElseThrow()));
        });
    }

    private static ApiResponse end(Call call) {
        String type = call.word("type");
        return call.act("subscriptions/" + type, stores -> {
            long organization = stores.deed().organization();
            SubscriptionStore store =
                    new SubscriptionStore(stores.deed().scoped().jdbi());
            if (!store.end(organization, type) && store.find(organization, type).isEmpty()) {
                throw Problem.missing("subscription to", type);
            }
            return ApiResponse.none();
        });
    }
}
