package io.tidegate.cli.alert;

import io.tidegate.api.alert.RuleEdit;
import io.tidegate.api.alert.RuleView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The group {@code alert-rule}. */
@Command(name = "alert-rule", description = "When alerts are raised: list, set, reset.")
final class RuleCommands {
    private RuleCommands() {}

    static CommandLine of(Workspace workspace) {
        return new CommandLine(new RuleCommands())
                .addSubcommand(new Listing(workspace))
                .addSubcommand(new Set(workspace))
                .addSubcommand(new Reset(workspace));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }

    @Command(name = "list", description = "When alerts are raised and resolved.")
    private static final class Listing implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final JsonOption json = new JsonOption();

        Listing(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            List<RuleView> rules = workspace
                    .link()
                    .page("/alert-rules", Map.of(), RuleView.class)
                    .items();
            if (json.wanted()) {
                workspace.screen().json(rules, null);
                return 0;
            }
            Table table = new Table(
                    Column.of("RULE"),
                    Column.of("SEVERITY"),
                    Column.number("RAISED AT"),
                    Column.number("ENDS BELOW"),
                    Column.number("FOR").whenWide(),
                    Column.of("CHANGED").whenWide(),
                    Column.text("COUNTS", 16));
            for (RuleView rule : rules) {
                table.add(
                        rule.rule(),
                        rule.enabled() ? rule.severity() : "off",
                        number(rule.raiseAt()),
                        number(rule.clearBelow()),
                        rule.holdSeconds() + " s",
                        rule.changed() ? "yes" : "",
                        rule.unit());
            }
            workspace.screen().table(table);
            return 0;
        }
    }

    @Command(name = "set", description = "Let a rule be otherwise than it is made; what is not named is as made.")
    private static final class Set implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "RULE", description = "Its name, see ./tidegate alert-rule list.")
        private String rule = "";

        @Option(names = "--off", description = "Raise none of it.")
        private boolean off;

        @Option(names = "--severity", paramLabel = "WORD", description = "warning or critical.")
        private @Nullable String severity;

        @Option(names = "--raise-at", paramLabel = "N", description = "Raise from this value on.")
        private @Nullable Double raiseAt;

        @Option(names = "--clear-below", paramLabel = "N", description = "Resolve below this value.")
        private @Nullable Double clearBelow;

        @Option(names = "--for", paramLabel = "SECONDS", description = "Only when it is that bad for so long.")
        private @Nullable Long seconds;

        @Mixin
        private final JsonOption json = new JsonOption();

        Set(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            if (!off && severity == null && raiseAt == null && clearBelow == null && seconds == null) {
                throw CommandException.wrongUse("Say what is to be otherwise, or use ./tidegate alert-rule reset.");
            }
            RuleEdit edit = new RuleEdit(off ? Boolean.FALSE : null, severity, raiseAt, clearBelow, seconds);
            RuleView view = workspace.link().send("PUT", "/alert-rules/" + rule, edit, RuleView.class);
            if (json.wanted()) {
                workspace.screen().json(view);
            } else if (view.enabled()) {
                workspace
                        .screen()
                        .line("%s: %s, raised at %s, ends below %s, held for %d s."
                                .formatted(
                                        view.rule(),
                                        view.severity(),
                                        number(view.raiseAt()),
                                        number(view.clearBelow()),
                                        view.holdSeconds()));
            } else {
                workspace.screen().line(view.rule() + " is off.");
            }
            return 0;
        }
    }

    @Command(name = "reset", description = "Let a rule be as it is made.")
    private static final class Reset implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "RULE", description = "Its name, see ./tidegate alert-rule list.")
        private String rule = "";

        Reset(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            workspace.link().delete("/alert-rules/" + rule, Map.of());
            workspace.screen().line(rule + " is as it is made.");
            return 0;
        }
    }
}
