package io.tidegate.cli.view;

import io.tidegate.api.export.Listed;
import io.tidegate.api.operation.BudgetView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "budget",
        description = "What is left of each rate limit that docks stand under, and how long it lasts.")
final class BudgetCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final Whose whose = new Whose();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    BudgetCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Instant now = workspace.now();
        Map<String, @Nullable Object> query = whose.query(workspace);
        Page<BudgetView> page = pages.read(workspace, "/budget", query, Listed.PAGE, BudgetView.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            boolean all = query.values().stream().allMatch(Objects::isNull);
            workspace
                    .screen()
                    .line(
                            all
                                    ? "No budgets yet: they are known with the first answer of a provider."
                                    : "No budgets like that.");
        } else {
            show(page.items(), now);
            PageOptions.more(workspace, page.next());
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
                Column.text("DOCKS", 6),
                Column.text("FORECAST", 16));
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
                    budget.docks().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                    new Table.Cell(budget.forecast(), budget.exhaustedAt() == null ? Tone.PLAIN : Tone.WARN));
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
