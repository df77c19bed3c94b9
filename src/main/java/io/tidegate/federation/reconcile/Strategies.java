package io.tidegate.federation.reconcile;

import io.tidegate.federation.compare.FieldRule;
import io.tidegate.federation.compare.Strategy;
import io.tidegate.federation.declared.TwoWay;
import java.util.List;

/**
 * Who wins a conflict of a field: as the operator says for the field, else the declaration for the field, else the operator
 * for all, else the declaration for all.
 */
final class Strategies {
    private Strategies() {}

    static List<FieldRule> of(TwoWay declared, Scope.Operator operator) {
        return declared.fields().stream()
                .map(rule -> new FieldRule(rule.name(), rule.kind(), rule.required(), of(declared, operator, rule)))
                .toList();
    }

    private static Strategy of(TwoWay declared, Scope.Operator operator, FieldRule rule) {
        String said = operator.byField().get(declared.type() + "." + rule.name());
        said = said == null ? operator.byField().get(rule.name()) : said;
        if (said != null) {
            return Strategy.of(said);
        } else if (rule.strategy() != null) {
            return rule.strategy();
        }
        return operator.strategy() == null ? declared.strategy() : Strategy.of(operator.strategy());
    }
}
