package io.tidegate.cli.state;

import io.tidegate.api.export.Listed;
import io.tidegate.api.status.FreshnessView;
import io.tidegate.cli.session.Docks;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.page.Page;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code freshness}. */
@Command(
        name = "freshness",
        description = "How old each type of each dock is against its interval, worst first; paused docks left out.")
public final class FreshnessCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final FreshnessOptions options = new FreshnessOptions();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    public FreshnessCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> query = options.query(workspace);
        Page<FreshnessView> page = pages.read(workspace, "/freshness", query, Listed.PAGE, FreshnessView.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            boolean all = query.values().stream().allMatch(each -> each == null || each.equals(false));
            workspace.screen().line(all ? Docks.NONE : "Nothing like that.");
        } else {
            show(page);
            PageOptions.more(workspace, page.next());
        }
        return 0;
    }

    private void show(Page<FreshnessView> page) {
        Table table = new Table(
                Column.text("DOCK", 8),
                Column.text("TYPE", 8),
                Column.number("AGE"),
                Column.number("INTERVAL"),
                Column.number("MISSED"),
                Column.number("WANTED").whenWide(),
                Column.of("LISTED"));
        for (FreshnessView each : page.items()) {
            table.add(
                    each.dock(),
                    each.resourceType(),
                    new Table.Cell(words(each.lagSeconds()), each.stale() ? Tone.BAD : Tone.GOOD),
                    words(each.intervalSeconds()),
                    String.format(Locale.ROOT, "%.1f", each.intervalsMissed()),
                    words(each.freshnessSeconds()),
                    each.listedAt() == null
                            ? "never"
                            : Words.exact(
                                    Objects.requireNonNull(each.listedAt()),
                                    workspace.screen().look().zone()));
        }
        workspace.screen().table(table);
    }

    private static String words(@Nullable Long seconds) {
        return seconds == null ? Words.NONE : Words.duration(Duration.ofSeconds(seconds));
    }
}
