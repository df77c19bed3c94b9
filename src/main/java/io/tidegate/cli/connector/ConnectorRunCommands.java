package io.tidegate.cli.connector;

import io.tidegate.api.connector.ConnectorRunDetail;
import io.tidegate.api.connector.ConnectorRunView;
import io.tidegate.api.connector.RunWish;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.page.Page;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets connectors run, and tells of their runs. */
final class ConnectorRunCommands {
    private ConnectorRunCommands() {}

    @Command(name = "run", description = "Run over all organizations of a connector now, one after another.")
    static final class Run implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", arity = "0..1", paramLabel = "CODE", description = "Its code.")
        private String code = "";

        @Option(
                names = "--all",
                description = "Every connector that can run now; `connector days` tells what comes of it.")
        private boolean all;

        @Option(
                names = "--club",
                paramLabel = "CLUB",
                description = "Only over this one of the federation's organizations.")
        private @Nullable String club;

        @Mixin
        private final JsonOption json = new JsonOption();

        Run(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            if (all == !code.isEmpty() || (all && club != null)) {
                throw CommandException.wrongUse("Name one connector, or say --all.");
            } else if (all) {
                return new EveryConnector(workspace).run(json.wanted());
            }
            ConnectorRunView run = workspace
                    .link()
                    .send("POST", ConnectorCommands.path(code) + "/run", new RunWish(club), ConnectorRunView.class);
            if (json.wanted()) {
                workspace.screen().json(run);
            } else {
                workspace
                        .screen()
                        .line("Run " + run.id() + " over " + Words.count(run.organizations(), "organization")
                                + " is begun; how it goes: ./tidegate connector runs " + code + " --run " + run.id());
                waits(run.id());
            }
            if (workspace.isIdle()) {
                workspace.screen().note("No Tidegate is running to do it: start ./tidegate run.");
            }
            return 0;
        }

        private void waits(long run) {
            workspace
                    .link()
                    .get(ConnectorCommands.path(code) + "/runs/" + run, ConnectorRunDetail.class)
                    .organizations()
                    .stream()
                    .map(ConnectorRunDetail.Part::waitsFor)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(reason -> workspace.screen().note("It waits: " + reason + "."));
        }
    }

    @Command(name = "runs", description = "What a connector's runs came to, newest first.")
    static final class Runs implements Callable<Integer> {
        private static final int DEFAULT_LIMIT = 20;

        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "CODE", description = "Its code.")
        private String code = "";

        @Option(names = "--run", paramLabel = "ID", description = "This one, with its organizations.")
        private @Nullable Long id;

        @Mixin
        private final PageOptions pages = new PageOptions();

        @Mixin
        private final JsonOption json = new JsonOption();

        Runs(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            return id == null ? list() : show(id);
        }

        private int list() {
            Page<ConnectorRunView> page = pages.read(
                    workspace, ConnectorCommands.path(code) + "/runs", Map.of(), DEFAULT_LIMIT, ConnectorRunView.class);
            if (json.wanted()) {
                workspace.screen().json(page.items(), page.next());
                return 0;
            } else if (page.items().isEmpty()) {
                workspace.screen().line("No runs yet.");
                return 0;
            }
            Instant now = workspace.now();
            Table table = new Table(
                    Column.number("ID"),
                    Column.of("BEGAN"),
                    Column.of("ENDED"),
                    Column.of("TYPE"),
                    Column.of("STATUS"),
                    Column.number("ORGANIZATIONS"),
                    Column.number("GOOD"),
                    Column.number("FAILED"));
            page.items()
                    .forEach(run -> table.add(
                            run.id(),
                            Words.relative(run.startedAt(), now),
                            Words.relative(run.endedAt(), now),
                            run.type(),
                            new Table.Cell(run.status(), run.failed() > 0 ? Tone.BAD : Tone.PLAIN),
                            run.organizations(),
                            run.succeeded(),
                            run.failed()));
            workspace.screen().table(table);
            PageOptions.more(workspace, page.next());
            return 0;
        }

        private int show(long run) {
            ConnectorRunDetail detail =
                    workspace.link().get(ConnectorCommands.path(code) + "/runs/" + run, ConnectorRunDetail.class);
            if (json.wanted()) {
                workspace.screen().json(detail);
                return 0;
            }
            ConnectorRunView of = detail.run();
            workspace
                    .screen()
                    .line("Run " + of.id() + ", " + of.type() + ", " + of.status() + ": "
                            + Words.count(of.organizations(), "organization") + ", " + of.succeeded() + " succeeded, "
                            + of.failed() + " failed.");
            Table table = new Table(
                    Column.text("ORGANIZATION", 8),
                    Column.text("CLUB", 8),
                    Column.number("DOCK"),
                    Column.of("STATE"),
                    Column.of("ENDED"),
                    Column.text("WHY", 12));
            detail.organizations()
                    .forEach(part -> table.add(
                            part.organization(),
                            Words.or(part.federationOrgId()),
                            part.dock(),
                            new Table.Cell(part.state(), part.state().equals("failed") ? Tone.BAD : Tone.PLAIN),
                            Words.relative(part.endedAt(), workspace.now()),
                            Words.or(part.error() == null ? part.waitsFor() : part.error())));
            workspace.screen().table(table);
            return 0;
        }
    }
}
