package io.tidegate.cli.view;

import io.tidegate.api.operation.BudgetView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "budget", description = "What is left of each rate limit that docks stand under.")
final class BudgetCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final JsonOption json = new JsonOption();

    BudgetCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Instant now = workspace.now();
        List<BudgetView> budgets =
                workspace.link().page("/budgets", Map.of(), BudgetView.class).items();
        if (json.wanted()) {
            workspace.screen().json(budgets, null);
        } else if (budgets.isEmpty()) {
            workspace.screen().line("No budgets yet: they are known with the first answer of a provider.");
        } else {
            show(budgets, now);
        }
        return 0;
    }

    private void show(List<BudgetView> budgets, Instant now) {
        Table table = new Table(
                Column.of("PROVIDER"),
                Column.of("SCOPE").whenWide(),
                Column.of("BUCKET"),
                Column.number("LEFT"),
                Column.number("LIMIT"),
                Column.number("RESERVE"),
                Column.of("RESETS"),
                Column.of("WAITS").whenWide(),
                Column.number("REFUSED").whenWide(),
                Column.text("DOCKS", 6));
        for (BudgetView budget : budgets) {
            table.add(
                    budget.provider(),
                    budget.scope(),
                    Words.or(budget.bucket()),
                    new Table.Cell(number(budget.remaining()), tone(budget)),
                    number(budget.limit()),
                    number(budget.reserve()),
                    Words.relative(budget.resetAt(), now),
                    Words.relative(budget.retryAt(), now),
                    budget.violations(),
                    budget.docks().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        workspace.screen().table(table);
    }

    private static String number(@Nullable Long number) {
        return number == null ? Words.NONE : Words.number(number);
    }

    private static Tone tone(BudgetView budget) {
        Long left = budget.remaining();
        Long reserve = budget.reserve();
        if (left == null || reserve == null) {
            return Tone.PLAIN;
        }
        return left <= reserve ? Tone.BAD : left <= 2 * reserve ? Tone.WARN : Tone.GOOD;
    }
}
