package io.tidegate.cli.provider;

import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.config.Settings;
import io.tidegate.provider.Provider;
import io.tidegate.rehearsal.DeclarationCheck;
import io.tidegate.rehearsal.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider's file that is to be checked.
 *
 * @param path where it lies
 * @param name as the routes folder has it, or would have it
 */
record ProviderFile(Path path, String name) {
    /**
     * What came of it.
     *
     * @param provider null when there are faults
     */
    record Judged(@Nullable Provider provider, List<Fault> faults) {}

    /** @throws CommandException when there is no such file or name */
    static ProviderFile of(Settings settings, String fileOrName) {
        Path routes = settings.directories().routes().toAbsolutePath().normalize();
        Path file = DeclaredProviders.file(fileOrName);
        if (file == null) {
            file = DeclaredProviders.read(settings).path(fileOrName);
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        boolean demo = folder != null && folder.equals(routes.resolve("demo"));
        return new ProviderFile(file, (demo ? "demo/" : "providers/") + file.getFileName());
    }

    /** Reads it as text first, where all faults are found, and lets Camel try what has none. */
    Judged judged(Settings settings, FileTrial trial) {
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException e) {
            return new Judged(null, List.of(Fault.of(name, null, "the file cannot be read as UTF-8 text")));
        }
        DeclarationCheck.Checked read =
                DeclarationCheck.check(name, text, DeclaredProviders.placeholders(settings.routeProperties()));
        if (read.provider() == null) {
            return new Judged(null, read.faults());
        }
        List<Fault> refused = trial.faults(settings, name, text);
        return new Judged(refused.isEmpty() ? read.provider() : null, refused);
    }
}
