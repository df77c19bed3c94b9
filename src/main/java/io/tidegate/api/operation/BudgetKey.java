package io.tidegate.api.operation;

import io.tidegate.budget.LevelStore.Level;
import java.util.Comparator;

/** Where a budget stands in the list of them. */
record BudgetKey(String provider, long dock, String scope, String bucket) implements Comparable<BudgetKey> {
    private static final Comparator<BudgetKey> ORDER = Comparator.comparing(BudgetKey::provider)
            .thenComparing(BudgetKey::dock)
            .thenComparing(BudgetKey::scope)
            .thenComparing(BudgetKey::bucket);

    private static final int PARTS = 4;

    static BudgetKey of(Level level) {
        return new BudgetKey(level.provider(), level.docks().get(0), level.scope(), level.bucket());
    }

    /** @throws IllegalArgumentException when it is no such word */
    static BudgetKey of(String after) {
        String[] parts = after.split("/", PARTS);
        if (parts.length != PARTS || !parts[1].matches("\\d{1,18}")) {
            throw new IllegalArgumentException("'" + after + "' is not what such a list called next");
        }
        return new BudgetKey(parts[0], Long.parseLong(parts[1]), parts[2], parts[3]);
    }

    String text() {
        return provider + "/" + dock + "/" + scope + "/" + bucket;
    }

    @Override
    public int compareTo(BudgetKey other) {
        return ORDER.compare(this, other);
    }
}
