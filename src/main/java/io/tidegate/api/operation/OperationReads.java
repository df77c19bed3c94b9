package io.tidegate.api.operation;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.dock.DockReads;
import io.tidegate.api.export.Listed;
import io.tidegate.budget.LevelStore.Level;
import io.tidegate.dock.Dock;
import io.tidegate.monitor.QuotaHistoryStore;
import io.tidegate.page.Page;
import io.tidegate.webhook.WebhookLogStore;
import io.tidegate.webhook.WebhookLogStore.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads budgets and deliveries. */
public final class OperationReads {
    private static final Param DOCK = Param.number("dock", "Only this dock's.");
    private static final Param PROVIDER = Param.text("provider", "Only of this provider.");

    private static final int USUAL_HOURS = 6;
    private static final Param HOURS =
            new Param("hours", Param.Type.NUMBER, "How many, 1 to 168; 6 when nothing is said.", List.of(), 1, 168);

    private OperationReads() {}

    public static List<Operation> operations() {
        return Stream.of(
                        new Listed<>(
                                        "/budget",
                                        Permission.OPERATIONS_READ,
                                        "budget",
                                        BudgetView.class,
                                        Listed.PAGE,
                                        "What is left of each rate limit that docks stand under, and how long it lasts")
                                .by(OperationReads::budgets, DOCK, PROVIDER).stream(),
                        new Listed<>(
                                        "/webhooks/recent",
                                        Permission.OPERATIONS_READ,
                                        "webhook",
                                        DeliveryView.class,
                                        WebhookLogStore.DEFAULT_LIMIT,
                                        "What providers sent by themselves, newest first")
                                        .by(
                                                OperationReads::deliveries,
                                                DOCK,
                                                PROVIDER,
                                                Param.choice(
                                                        "status", "Only such deliveries.", WebhookLogStore.STATUSES),
                                                Param.instant("since", "Only those received from this instant on."),
                                                Param.instant("until", "Only those received before this instant."))
                                        .stream(),
                        Stream.of(
                                Operation.get("/docks/{dock}/budget/history", Permission.OPERATIONS_READ, "budget.list")
                                        .takes(HOURS)
                                        .answers(BudgetHistory.class)
                                        .by(
                                                "What a dock's answers told of its limits over the last hours",
                                                OperationReads::history)))
                .flatMap(each -> each)
                .toList();
    }

    private static ApiResponse history(Call call) {
        Long hours = call.number("hours");
        Duration step = BudgetHistory.step(hours == null ? USUAL_HOURS : hours);
        Instant until = BudgetHistory.end(call.now(), step);
        Instant since = until.minus(Duration.ofHours(hours == null ? USUAL_HOURS : hours));
        return call.look(stores -> {
            Dock dock = DockReads.find(stores, call.id("dock"));
            QuotaHistoryStore log = new QuotaHistoryStore(stores.scoped().jdbi());
            return ApiResponse.ok(BudgetHistory.of(since, until, step, log.points(dock.id(), since, until, step)));
        });
    }

    /** There are as many as there are limits: they are read together, and shown a part at a time. */
    private static Call.Pages<BudgetView> budgets(Call call) {
        return (stores, after, limit) -> {
            Instant now = call.now();
            BudgetKey key = after == null ? null : BudgetKey.of(after);
            List<Level> rows = stores.budgets().levels(call.text("provider"), call.number("dock"), now).stream()
                    .filter(level -> key == null || BudgetKey.of(level).compareTo(key) > 0)
                    .sorted(Comparator.comparing(BudgetKey::of))
                    .limit(limit + 1L)
                    .toList();
            return Page.of(rows, limit, level -> BudgetKey.of(level).text())
                    .map(level -> BudgetView.of(level, stores.budgets(), now));
        };
    }

    private static Call.Pages<DeliveryView> deliveries(Call call) {
        Filter filter = new Filter(
                call.number("dock"),
                call.text("provider"),
                call.text("status"),
                call.instant("since"),
                call.instant("until"));
        return (stores, after, limit) ->
                stores.webhooks().recent(filter, after, limit).map(DeliveryView::of);
    }
}
