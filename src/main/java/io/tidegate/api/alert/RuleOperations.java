package io.tidegate.api.alert;

import io.tidegate.access.Permission;
import io.tidegate.alert.Rule;
import io.tidegate.alert.RuleSetting;
import io.tidegate.alert.RuleStore.Wish;
import io.tidegate.alert.Severity;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.page.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows and changes when alerts are raised. */
public final class RuleOperations {
    private RuleOperations() {}

    public static List<Operation> operations() {
        return List.of(
                Operation.get("/alert-rules", Permission.OPERATIONS_READ, "alert_rule.list")
                        .lists(RuleView.class)
                        .by("When alerts are raised and resolved", RuleOperations::list),
                Operation.put("/alert-rules/{rule}", Permission.OPERATIONS_WRITE, "alert_rule.set")
                        .body(RuleEdit.class)
                        .answers(RuleView.class)
                        .by("Let a rule be otherwise than it is made", RuleOperations::set),
                Operation.delete("/alert-rules/{rule}", Permission.OPERATIONS_WRITE, "alert_rule.reset")
                        .by("Let a rule be as it is made", RuleOperations::reset));
    }

    private static ApiResponse list(Call call) {
        return call.look(stores -> {
            Map<Rule, Wish> wishes = wishes(stores);
            return ApiResponse.ok(new Page<>(
                    Arrays.stream(Rule.values())
                            .filter(rule -> !rule.ofInstance())
                            .map(rule -> view(rule, wishes.get(rule)))
                            .toList(),
                    null));
        });
    }

    private static Map<Rule, Wish> wishes(Stores stores) {
        return stores.alertRules().wishes().getOrDefault(stores.deed().organization(), Map.of());
    }

    private static RuleView view(Rule rule, @Nullable Wish wish) {
        return RuleView.of(wish == null ? rule.usual() : wish.overOrUsual(rule.usual()), wish != null);
    }

    private static ApiResponse set(Call call) {
        RuleEdit edit = call.body(RuleEdit.class);
        Wish wish = new Wish(
                edit.enabled(), severity(edit.severity()), edit.raiseAt(), edit.clearBelow(), edit.holdSeconds());
        return call.act("alert-rules/" + call.word("rule"), stores -> {
            Rule rule = rule(call);
            RuleSetting setting = checked(rule, wish);
            stores.alertRules().put(stores.deed().organization(), rule, wish, call.now());
            return ApiResponse.ok(RuleView.of(setting, true));
        });
    }

    private static ApiResponse reset(Call call) {
        return call.act("alert-rules/" + call.word("rule"), stores -> {
            stores.alertRules().reset(stores.deed().organization(), rule(call));
            return ApiResponse.none();
        });
    }

    private static Rule rule(Call call) {
        return Rule.find(call.word("rule"))
                .filter(rule -> !rule.ofInstance())
                .orElseThrow(() -> Problem.missing("alert rule", call.word("rule")));
    }

    private static RuleSetting checked(Rule rule, Wish wish) {
        try {
            return wish.over(rule.usual());
        } catch (IllegalArgumentException e) {
            // it begins with the field that is wrong
            String[] said = String.valueOf(e.getMessage()).split(" ", 2);
            throw Problem.invalid("/" + said[0], said[1]);
        }
    }

    private static @Nullable Severity severity(@Nullable String word) {
        return word == null ? null : ChannelDesk.severity(word);
    }
}
