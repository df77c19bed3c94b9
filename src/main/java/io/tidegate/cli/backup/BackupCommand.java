package io.tidegate.cli.backup;

import io.tidegate.cli.session.LocalOnly;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Words;
import io.tidegate.db.backup.Backup;
import io.tidegate.db.backup.Manifest;
import io.tidegate.vault.MasterKeyFile;
import io.tidegate.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = {
            "Write Tidegate's own database into one file, while Tidegate runs or not. All that was stored before the",
            "command ends is in it. Of an external database it says how pg_dump does that."
        })
final class BackupCommand implements Callable<Integer>, LocalOnly {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "FILE", description = "A new file, such as tidegate.tar.gz.")
    @SuppressWarnings("NullAway.Init") // picocli's
    private Path file;

    @Option(
            names = "--with-key",
            description = "Put the master key into it as well. Whoever reads the file can then open all credentials.")
    private boolean withKey;

    BackupCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        if (workspace.settings().db().url() != null) {
            throw CommandException.wrongUse("""
                    This Tidegate uses an external database, which pg_dump of PostgreSQL backs up:
                      pg_dump --format=custom --file=%s "$(./tidegate db url)\"""".formatted(file));
        }
        Path target = file.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw CommandException.failed("There is a file " + target + " already: name another one, or remove it.");
        }
        @Nullable Path key = withKey ? key() : null;
        ByteMeter meter = new ByteMeter(workspace);
        Manifest made = new Backup(workspace.settings(), workspace.now(), meter).write(target, key);
        workspace.screen().endProgress();
        workspace
                .screen()
                .line("Wrote %s (%s MB): PostgreSQL %s, tables of version %d, in %s."
                        .formatted(
                                target,
                                ByteMeter.megabytes(size(target)),
                                made.postgres(),
                                made.tables(),
                                Words.duration(meter.elapsed())));
        workspace
                .screen()
                .note(
                        made.key()
                                ? "The master key is in it: whoever reads this file can open every credential."
                                : "The master key is not in it; credentials cannot be opened without. Keep a copy of"
                                        + " it elsewhere.");
        return 0;
    }

    private Path key() {
        MasterKeyFile found = Vault.keyFile(workspace.settings());
        if (found == null) {
            throw CommandException.failed(
                    "The master key is given as tidegate.master-key, not in a file: keep a copy of it yourself.");
        }
        found.read();
        return found.path();
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
