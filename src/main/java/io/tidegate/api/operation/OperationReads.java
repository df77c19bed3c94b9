package io.tidegate.api.operation;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.page.Page;
import io.tidegate.webhook.WebhookLogStore;
import java.util.List;

/** Reads budgets and deliveries. */
public final class OperationReads {
    private OperationReads() {}

    public static List<Operation> operations() {
        return List.of(
                Operation.get("/budgets", Permission.OPERATIONS_READ, "budget.list")
                        .lists(BudgetView.class)
                        .by("What is left of each rate limit that docks stand under", OperationReads::budgets),
                Operation.get("/webhooks", Permission.OPERATIONS_READ, "webhook.list")
                        .takes(
                                Param.number("dock", "Only this dock's."),
                                Param.choice("status", "Only such deliveries.", WebhookLogStore.STATUSES))
                        .pages(DeliveryView.class)
                        .by("What providers sent by themselves, newest first", OperationReads::deliveries));
    }

    private static ApiResponse budgets(Call call) {
        return call.look(stores -> ApiResponse.ok(new Page<>(BudgetView.all(stores.budgets(), call.now()), null)));
    }

    private static ApiResponse deliveries(Call call) {
        return call.pages((stores, after, limit) -> stores.webhooks()
                .recent(call.number("dock"), call.text("status"), after, limit)
                .map(DeliveryView::of));
    }
}
