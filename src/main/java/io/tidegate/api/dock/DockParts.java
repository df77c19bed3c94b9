package io.tidegate.api.dock;

import io.tidegate.api.Problem;
import io.tidegate.budget.BudgetStore;
import io.tidegate.egress.Egress;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.provider.failure.RejectedException;
import io.tidegate.vault.Vault;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What docks are made with.
 *
 * @param vault asked for when something is to be sealed
 * @param budgets all organizations': a trial takes its permit as any other request
 * @param egress whom a trial may ask
 * @param sequential whether all docks stand in one lane
 */
public record DockParts(
        Providers providers,
        Supplier<Vault> vault,
        BudgetStore budgets,
        Egress egress,
        boolean sequential,
        InstantSource clock) {
    /**
     * Whether a dock asks the same host with other parameters. Else what it has would go to whoever changes its address,
     * who may write credentials, and never read them.
     */
    public boolean sameHost(Provider provider, Map<String, String> before, Map<String, String> after) {
        try {
            URI one = provider.access().baseUrl(before);
            URI other = provider.access().baseUrl(after);
            return one.getScheme().equals(other.getScheme())
                    && one.getRawAuthority().equalsIgnoreCase(other.getRawAuthority());
        } catch (IllegalArgumentException e) {
            // what makes no address was never asked
            return false;
        }
    }

    /**
     * Refuses parameters that name a host which is known not to be asked.
     *
     * @throws Problem that says which, why, and how to allow it
     */
    public void checkHost(Provider provider, Map<String, String> parameters) {
        try {
            egress.check(provider.access(), parameters);
        } catch (RejectedException | IllegalArgumentException e) {
            throw Problem.invalid(
                    provider.access().base().names().isEmpty() ? "/provider" : "/parameters",
                    String.valueOf(e.getMessage()));
        }
    }
}
