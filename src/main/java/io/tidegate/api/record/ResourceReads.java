package io.tidegate.api.record;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.api.export.Listed;
import io.tidegate.record.ResourceListStore;
import io.tidegate.record.ResourceListStore.Filter;
import java.util.List;
import java.util.stream.Stream;

/** Reads resources. */
public final class ResourceReads {
    private static final String NEWEST = "newest";

    private static final Param[] FILTERS = {
        Param.number("dock", "Only this dock's."),
        Param.text("provider", "Only of this provider's docks."),
        Param.text("type", "Only of this resource type."),
        Param.text("status", "Only with this status."),
        Param.text("region", "Only in this region."),
        Param.text("q", "Only with a name that begins so; upper and lower case differ."),
        Param.flag("deleted", "Those too that are deleted."),
        Param.flag("data", "With the provider's own JSON of each."),
        Param.choice("order", "What stands first; the one first seen where nothing is said.", List.of("oldest", NEWEST))
    };

    private ResourceReads() {}

    public static List<Operation> operations() {
        return Stream.concat(
                        new Listed<>(
                                        "/resources",
                                        Permission.RESOURCES_READ,
                                        "resource",
                                        ResourceView.class,
                                        Listed.PAGE,
                                        "Resources of all docks, the one first seen first")
                                .by(ResourceReads::list, FILTERS).stream(),
                        Stream.of(
                                Operation.get("/resources/{resource}", Permission.RESOURCES_READ, "resource.show")
                                        .answers(ResourceView.class)
                                        .by("A resource with all there is of it", ResourceReads::show),
                                Operation.get("/resource-types", Permission.RESOURCES_READ, "resource_type.list")
                                        .takes(Param.number("dock", "Only this dock's."))
                                        .pages(TypeCount.class)
                                        .by("How many resources each type of each dock has", ResourceReads::types)))
                .toList();
    }

    private static Call.Pages<ResourceView> list(Call call) {
        Filter filter = new Filter(
                call.number("dock"),
                call.text("provider"),
                call.text("type"),
                call.text("status"),
                call.text("region"),
                call.text("q"));
        ResourceListStore.Want want =
                new ResourceListStore.Want(call.flag("deleted"), call.flag("data"), NEWEST.equals(call.text("order")));
        return (stores, after, limit) ->
                store(stores).page(filter, want, after, limit).map(ResourceView::of);
    }

    private static ApiResponse show(Call call) {
        long id = call.id("resource");
        return call.look(stores -> ApiResponse.ok(
                ResourceView.of(store(stores).find(id).orElseThrow(() -> Problem.missing("resource", id)))));
    }

    private static ApiResponse types(Call call) {
        return call.pages((stores, after, limit) -> store(stores)
                .counts(call.number("dock"), after, limit)
                .map(live -> new TypeCount(live.dock(), live.type(), live.count())));
    }

    private static ResourceListStore store(Stores stores) {
        return new ResourceListStore(stores.scoped().jdbi(), stores.json());
    }
}
