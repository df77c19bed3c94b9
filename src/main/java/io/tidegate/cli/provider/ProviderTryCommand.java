package io.tidegate.cli.provider;

import io.tidegate.cli.dock.DockOptions;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.LocalOnly;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.provider.Provider;
import io.tidegate.rehearsal.Rehearsal;
import io.tidegate.rehearsal.Rehearsal.Taken;
import io.tidegate.rehearsal.TypeReport;
import io.tidegate.rehearsal.TypeReport.Outcome;
import io.tidegate.rehearsal.Wanted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "try",
        description = {
            "Ask for one page of each type, and show what a sync would store. Nothing is stored.",
            "The first record of a parent's page is the parent of the next."
        })
final class ProviderTryCommand implements Callable<Integer>, LocalOnly {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "PROVIDER", description = "Its name, or a file that declares it.")
    private String provider = "";

    @Mixin
    private final CastOptions cast = new CastOptions();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Only this type and its parents; all when none is named.")
    private List<String> types = new ArrayList<>();

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    ProviderTryCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws IOException {
        Provider declared = workspace.providers().requireOrRead(provider);
        List<String> wanted = DockOptions.types(declared, types);
        return ask(
                workspace, declared, cast, place.wanted(declared, wanted == null ? List.of() : wanted), json.wanted());
    }

    static int ask(Workspace workspace, Provider declared, CastOptions cast, Wanted wanted, boolean json)
            throws IOException {
        List<TypeReport> reports;
        try (Rehearsal rehearsal = rehearsal(workspace, declared, cast)) {
            reports = rehearsal.ask(wanted).stream().map(Taken::report).toList();
        }
        if (json) {
            workspace.screen().json(reports, null);
        } else {
            reports.forEach(report -> ReportLines.show(report, workspace.screen()));
        }
        return reports.stream().anyMatch(report -> report.outcome() == Outcome.FAILED) ? CommandException.FAILED : 0;
    }

    static Rehearsal rehearsal(Workspace workspace, Provider declared, CastOptions options) {
        try {
            return new Rehearsal(options.cast(workspace, declared, workspace::now), workspace::now);
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongUse(e.getMessage() + ".");
        }
    }
}
