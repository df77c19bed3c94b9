package io.tidegate.cli.provider;

import io.tidegate.cli.dock.DockOptions;
import io.tidegate.cli.session.LocalOnly;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.provider.Provider;
import io.tidegate.rehearsal.Fixture;
import io.tidegate.rehearsal.Rehearsal;
import io.tidegate.rehearsal.Rehearsal.Taken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "record",
        description = {
            "Ask for one page of a type and keep its body as a fixture, without secrets and persons.",
            "Read it before you publish it. ./tidegate provider check --body shows the records in it."
        })
final class ProviderRecordCommand implements Callable<Integer>, LocalOnly {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "PROVIDER", description = "Its name, or a file that declares it.")
    private String provider = "";

    @Option(names = "--type", required = true, paramLabel = "TYPE", description = "The type to ask for.")
    private String type = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write the body.")
    private Path out = Path.of("");

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    @Mixin
    private final CastOptions cast = new CastOptions();

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    ProviderRecordCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws IOException {
        Provider declared = workspace.providers().requireOrRead(provider);
        DockOptions.types(declared, List.of(type));
        if (!force && Files.exists(out)) {
            throw CommandException.wrongUse("--out: " + out + " is there already; --force writes over it.");
        }
        try (Rehearsal rehearsal = ProviderTryCommand.rehearsal(workspace, declared, cast)) {
            List<Taken> all = rehearsal.ask(place.wanted(declared, List.of(type)));
            Taken last = all.get(all.size() - 1);
            ByteBuffer body = last.body();
            if (body == null) {
                all.forEach(each -> ReportLines.show(each.report(), workspace.screen()));
                return CommandException.FAILED;
            }
            byte[] bytes = new byte[body.remaining()];
            body.get(bytes);
            write(Fixture.of(Objects.requireNonNull(declared.types().get(type)), bytes, rehearsal::hide));
        } catch (IllegalArgumentException e) {
            throw CommandException.failed(type + ": " + e.getMessage() + ".");
        }
        workspace.screen().line(out.toString());
        workspace
                .screen()
                .note("Read it before you publish it: what is secret or personal is known by its declaration and"
                        + " by its looks only.");
        return 0;
    }

    private void write(String text) {
        OpenOption[] how = force
                ? new OpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                }
                : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
        try {
            Files.writeString(out, text, how);
        } catch (FileAlreadyExistsException e) {
            throw CommandException.wrongUse("--out: " + out + " is there already; --force writes over it.");
        } catch (IOException e) {
            throw CommandException.failed("--out: " + out + " cannot be written.");
        }
    }
}
