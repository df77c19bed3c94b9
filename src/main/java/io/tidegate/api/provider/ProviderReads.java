package io.tidegate.api.provider;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import io.tidegate.page.Page;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import java.util.List;

/** Reads the providers whose docks there may be. */
public final class ProviderReads {
    private final Providers providers;

    public ProviderReads(Providers providers) {
        this.providers = providers;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("/providers", Permission.DOCKS_READ, "provider.list")
                        .lists(ProviderSummary.class)
                        .by("The providers whose docks there may be", this::list),
                Operation.get("/providers/{provider}", Permission.DOCKS_READ, "provider.show")
                        .answers(ProviderView.class)
                        .by("What is known of a provider", this::show));
    }

    private ApiResponse list(Call call) {
        return ApiResponse.ok(
                new Page<>(providers.all().stream().map(ProviderSummary::of).toList(), null));
    }

    private ApiResponse show(Call call) {
        Provider provider = providers.find(call.word("provider"));
        if (provider == null) {
            throw Problem.missing("provider", call.word("provider"));
        }
        return ApiResponse.ok(ProviderView.of(provider));
    }
}
