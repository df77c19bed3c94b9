package io.tidegate.api.local;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Operation;
import io.tidegate.federation.local.Kinds;
import io.tidegate.page.Page;
import java.util.List;

/** For operators: the kinds of records that are edited on both sides. */
public final class KindOperations {
    private final Kinds kinds;

    public KindOperations(Kinds kinds) {
        this.kinds = kinds;
    }

    public List<Operation> operations() {
        return List.of(Operation.get("/instance/kinds", Permission.INSTANCE_READ, "instance.kind.list")
                .lists(KindView.class)
                .by(
                        "The kinds of records that are edited on both sides: who declares them, how many there are",
                        call -> call.lookAtInstance(() -> ApiResponse.ok(new Page<>(
                                kinds.all().stream().map(KindView::of).toList(), null)))));
    }
}
