package io.tidegate.api.dock;

import io.tidegate.budget.BudgetStore;
import io.tidegate.provider.Providers;
import io.tidegate.vault.Vault;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What docks are made with.
 *
 * @param vault asked for when something is to be sealed
 * @param budgets all organizations': a trial takes its permit as any other request
 * @param sequential whether all docks stand in one lane
 */
public record DockParts(
        Providers providers, Supplier<Vault> vault, BudgetStore budgets, boolean sequential, InstantSource clock) {}
