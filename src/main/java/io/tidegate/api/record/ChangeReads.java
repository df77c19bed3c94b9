package io.tidegate.api.record;

import io.tidegate.access.Permission;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.export.Listed;
import io.tidegate.record.ChangeStore;
import io.tidegate.record.ChangeStore.Filter;
import io.tidegate.record.ResourceListStore;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what changed at providers. */
public final class ChangeReads {
    private static final Param KIND = Param.choice("kind", "Only such changes.", ChangeView.KINDS);
    private static final Param FIELD = Param.text(
            "field",
            "Only of this field and what is inside it, such as /status or status; a dot may stand for a slash.");
    private static final Param SINCE = Param.instant("since", "Only from this instant on.");
    private static final Param UNTIL = Param.instant("until", "Only before this instant.");
    private static final Param[] FILTERS = {
        Param.number("dock", "Only of this dock's resources."),
        Param.text("provider", "Only of this provider's resources."),
        Param.text("type", "Only of this resource type."),
        Param.number("resource", "Only of this resource: its number."),
        Param.number("run", "Only what this run found: the number of its event."),
        KIND,
        FIELD,
        SINCE,
        UNTIL,
        Param.ORDER
    };

    private ChangeReads() {}

    public static List<Operation> operations() {
        return Stream.concat(
                        new Listed<>(
                                        "/changes",
                                        Permission.RESOURCES_READ,
                                        "change",
                                        ChangeView.class,
                                        Listed.PAGE,
                                        "What changed at the providers, newest first")
                                .by(ChangeReads::list, FILTERS).stream(),
                        Stream.of(Operation.get(
                                        "/resources/{resource}/changes", Permission.RESOURCES_READ, "change.list")
                                .takes(KIND, FIELD, SINCE, UNTIL, Param.ORDER)
                                .pages(ChangeView.class)
                                .by("What changed of a resource, newest first", call -> call.pages(ofResource(call)))))
                .toList();
    }

    private static Call.Pages<ChangeView> list(Call call) {
        return page(filter(call, call.number("resource")), call.oldest());
    }

    private static Call.Pages<ChangeView> ofResource(Call call) {
        long id = call.id("resource");
        Call.Pages<ChangeView> list = page(filter(call, id), call.oldest());
        return (stores, after, limit) -> {
            if (new ResourceListStore(stores.scoped().jdbi(), stores.json())
                    .find(id)
                    .isEmpty()) {
                throw Problem.missing("resource", id);
            }
            return list.read(stores, after, limit);
        };
    }

    private static Filter filter(Call call, @Nullable Long resource) {
        return new Filter(
                call.number("dock"),
                resource,
                call.text("provider"),
                call.text("type"),
                call.number("run"),
                call.text("kind"),
                pointer(call.text("field")),
                call.instant("since"),
                call.instant("until"));
    }

    /** People write a field as it is shown to them. */
    private static @Nullable String pointer(@Nullable String field) {
        return field == null || field.startsWith("/") ? field : "/" + field.replace('.', '/');
    }

    private static Call.Pages<ChangeView> page(Filter filter, boolean oldest) {
        return (stores, after, limit) -> {
            ChangeStore changes = stores.changes();
            return (oldest ? changes.oldest(filter, after, limit) : changes.recent(filter, after, limit))
                    .map(ChangeView::of);
        };
    }
}
