package io.tidegate.api.status;

import io.tidegate.access.Permission;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Stores;
import io.tidegate.api.export.Listed;
import io.tidegate.monitor.health.Freshness;
import io.tidegate.page.Page;
import io.tidegate.provider.Providers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how old lists are. */
public final class FreshnessReads {
    private final Providers providers;

    public FreshnessReads(Providers providers) {
        this.providers = providers;
    }

    public List<Operation> operations() {
        return new Listed<>(
                        "/freshness",
                        Permission.OPERATIONS_READ,
                        "freshness",
                        FreshnessView.class,
                        Listed.PAGE,
                        "How old each type of each dock is against its interval, worst first")
                .by(
                        this::list,
                        Param.number("dock", "Only this dock's."),
                        Param.text("provider", "Only of this provider's docks."),
                        Param.text("type", "Only this resource type."),
                        Param.flag("stale", "Only what is older than it may be."));
    }

    private Call.Pages<FreshnessView> list(Call call) {
        return (stores, after, limit) -> {
            FreshnessKey key = after == null ? null : FreshnessKey.of(after);
            Instant now = key == null ? call.now() : key.now();
            List<Freshness> rows = all(call, stores, now).stream()
                    .filter(each -> is(call, each) && (key == null || key.isBefore(each)))
                    .limit(limit + 1L)
                    .toList();
            return Page.of(rows, limit, each -> FreshnessKey.of(each, now).text())
                    .map(FreshnessView::of);
        };
    }

    private List<Freshness> all(Call call, Stores stores, Instant now) {
        return Freshness.of(
                stores.docks().all(),
                stores.freshness().listed(call.number("dock"), call.text("provider")),
                providers,
                now);
    }

    private static boolean is(Call call, Freshness each) {
        @Nullable String type = call.text("type");
        return (type == null || each.type().equals(type)) && (!call.flag("stale") || each.stale());
    }
}
