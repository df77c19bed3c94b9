package io.tidegate.cli.provider;

import io.tidegate.cli.dock.DockOptions;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.LocalOnly;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.provider.Provider;
import io.tidegate.rehearsal.Fault;
import io.tidegate.rehearsal.Rehearsal;
import io.tidegate.rehearsal.TypeReport;
import io.tidegate.rehearsal.TypeReport.Outcome;
import io.tidegate.rehearsal.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Look whether a provider's file can run, as the running Tidegate would, and name all that is wrong with it.",
            "With --body, show the records of a recorded body; with --against, ask there as try does."
        })
final class ProviderCheckCommand implements Callable<Integer>, LocalOnly {
    private final Workspace workspace;
    private final FileTrial trial;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "The file, wherever it lies, or a provider's name. It is checked beside the other route files.")
    private String fileOrName = "";

    @Option(names = "--body", paramLabel = "FILE", description = "Read this as a page of --type.")
    private @Nullable Path body;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "The type that --body is of, or --against is asked for.")
    private List<String> types = new ArrayList<>();

    @Mixin
    private final CastOptions cast = new CastOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    /** What came of it, for programs. */
    private record Checked(
            String file,
            boolean valid,
            List<Fault> faults,
            @Nullable TypeReport body) {}

    ProviderCheckCommand(Workspace workspace, FileTrial trial) {
        this.workspace = workspace;
        this.trial = trial;
    }

    @Override
    public Integer call() throws IOException {
        if (body != null && cast.isAgainst()) {
            throw CommandException.wrongUse(
                    "--body and --against do not go together: a body is read, or one is asked for.");
        }
        ProviderFile file = ProviderFile.of(workspace.settings(), fileOrName);
        ProviderFile.Judged judged = file.judged(workspace.settings(), trial);
        Provider provider = judged.provider();
        if (provider == null) {
            return told(new Checked(file.name(), false, judged.faults(), null));
        }
        List<String> wanted = DockOptions.types(provider, types);
        if (cast.isAgainst()) {
            Set<String> asked = Set.copyOf(wanted == null ? List.of() : wanted);
            return ProviderTryCommand.ask(
                    workspace, provider, cast, new Wanted(asked, null, null, null), json.wanted());
        }
        return told(new Checked(file.name(), true, List.of(), body == null ? null : read(provider, body)));
    }

    private TypeReport read(Provider provider, Path recorded) throws IOException {
        if (types.size() != 1 && provider.types().size() != 1) {
            throw CommandException.wrongUse("--body: say of which type it is a page, with --type.");
        }
        String type = types.isEmpty() ? provider.types().keySet().iterator().next() : types.get(0);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(recorded);
        } catch (IOException e) {
            throw CommandException.wrongUse("--body: " + recorded + " cannot be read.");
        }
        try (Rehearsal rehearsal = new Rehearsal(cast.nobody(provider, workspace::now), workspace::now)) {
            return rehearsal.read(Objects.requireNonNull(provider.types().get(type)), bytes);
        }
    }

    private int told(Checked checked) {
        boolean good =
                checked.valid() && (checked.body() == null || checked.body().outcome() == Outcome.READ);
        if (json.wanted()) {
            workspace.screen().json(checked);
        } else if (checked.valid()) {
            workspace.screen().line(checked.file() + ": can run");
            if (checked.body() != null) {
                ReportLines.show(checked.body(), workspace.screen());
            }
        } else {
            checked.faults().forEach(fault -> workspace.screen().line(fault.text()));
        }
        return good ? 0 : CommandException.FAILED;
    }
}
