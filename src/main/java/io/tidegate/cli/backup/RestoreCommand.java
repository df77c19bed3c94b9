package io.tidegate.cli.backup;

import io.tidegate.cli.session.LocalOnly;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Words;
import io.tidegate.config.Settings;
import io.tidegate.db.backup.Manifest;
import io.tidegate.db.backup.Restore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = {
            "Bring back what ./tidegate backup wrote, into an empty data folder. A damaged file, or one of a newer",
            "Tidegate, is refused and changes nothing."
        })
final class RestoreCommand implements Callable<Integer>, LocalOnly {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "FILE", description = "What backup wrote.")
    @SuppressWarnings("NullAway.Init") // picocli's
    private Path file;

    RestoreCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Settings settings = workspace.settings();
        if (settings.db().url() != null) {
            throw CommandException.wrongUse("""
                    This Tidegate uses an external database, which pg_restore of PostgreSQL fills from what pg_dump wrote:
                      pg_restore --no-owner --exit-on-error --dbname="$(./tidegate db url)" FILE
                    A file of ./tidegate backup goes into a data folder: start without tidegate.db.url.""");
        }
        ByteMeter meter = new ByteMeter(workspace);
        Manifest found = new Restore(settings, meter).read(file.toAbsolutePath().normalize());
        workspace.screen().endProgress();
        Path data = settings.directories().data();
        workspace
                .screen()
                .line("Restored what was backed up at %s into %s, in %s. Now start it: ./tidegate run"
                        .formatted(found.at(), data, Words.duration(meter.elapsed())));
        if (!found.key()) {
            workspace
                    .screen()
                    .note("The master key was not in it. Before the first start, put yours at "
                            + data.resolve("master.key")
                            + " (mode 0600) or name it by tidegate.master-key-file; ./tidegate keys status says whether"
                            + " it fits.");
        }
        return 0;
    }
}
