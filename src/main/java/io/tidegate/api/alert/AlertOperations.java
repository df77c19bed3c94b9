package io.tidegate.api.alert;

import io.tidegate.access.Permission;
import io.tidegate.alert.Alert;
import io.tidegate.alert.AlertStore;
import io.tidegate.alert.AlertStore.Filter;
import io.tidegate.alert.Rule;
import io.tidegate.alert.Severity;
import io.tidegate.alert.channel.OutboxStore;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.api.export.Listed;
import io.tidegate.page.Page;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads alerts. */
public final class AlertOperations {
    static final Param[] FILTERS = {
        Param.choice("state", "Only open or only resolved ones.", List.of("open", "resolved")),
        Param.choice("severity", "Only of this severity.", Severity.words()),
        Param.choice("rule", "Only of this rule.", Rule.words()),
        Param.number("dock", "Only about this dock."),
        Param.text("provider", "Only about docks of this provider."),
        Param.instant("since", "Only raised from this instant on."),
        Param.instant("until", "Only raised before this instant."),
        Param.ORDER
    };

    private static final int DELIVERIES = 100;

    private AlertOperations() {}

    public static List<Operation> operations() {
        return Stream.concat(
                        new Listed<>(
                                        "/alerts",
                                        Permission.OPERATIONS_READ,
                                        "alert",
                                        AlertView.class,
                                        Listed.PAGE,
                                        "What needs attention, or did, newest first")
                                .by(AlertOperations::list, FILTERS).stream(),
                        Stream.of(
                                Operation.get("/alerts/{alert}", Permission.OPERATIONS_READ, "alert.show")
                                        .answers(AlertDetail.class)
                                        .by("An alert, and whom it was told", AlertOperations::show),
                                Operation.post(
                                                "/alerts/{alert}/acknowledge",
                                                Permission.OPERATIONS_WRITE,
                                                "alert.acknowledge")
                                        .answers(AlertView.class)
                                        .by("Says that you look after it", AlertOperations::acknowledge)))
                .toList();
    }

    private static Call.Pages<AlertView> list(Call call) {
        return (stores, after, limit) -> page(call, stores.alerts(), after, limit);
    }

    static Page<AlertView> page(Call call, AlertStore alerts, @Nullable String after, int limit) {
        Filter filter = filter(call);
        return (call.oldest() ? alerts.oldest(filter, after, limit) : alerts.list(filter, after, limit))
                .map(AlertView::of);
    }

    private static Filter filter(Call call) {
        return new Filter(
                call.text("state"),
                call.text("severity"),
                call.text("rule"),
                call.number("dock"),
                call.text("provider"),
                call.instant("since"),
                call.instant("until"));
    }

    private static ApiResponse show(Call call) {
        return call.look(stores -> {
            Alert alert = find(stores, call.id("alert"));
            OutboxStore.Filter told = new OutboxStore.Filter(null, alert.id(), null);
            return ApiResponse.ok(new AlertDetail(
                    AlertView.of(alert),
                    stores.alertDeliveries().list(told, null, DELIVERIES).items()));
        });
    }

    private static ApiResponse acknowledge(Call call) {
        long id = call.id("alert");
        return call.act("alerts/" + id, stores -> {
            find(stores, id);
            stores.alerts().acknowledge(id, call.actor().name(), call.now());
            return ApiResponse.ok(AlertView.of(find(stores, id)));
        });
    }

    private static Alert find(Stores stores, long id) {
        return stores.alerts().find(id).orElseThrow(() -> Problem.missing("alert", id));
    }
}
